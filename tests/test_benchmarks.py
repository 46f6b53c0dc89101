"""The benchmarks run on tiny data, hold ours against the peer, and notice another result."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pysam
import pytest

from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.reference.tables import load_reference_bases

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
needs_peers = pytest.mark.skipif(
    not all(map(shutil.which, ("bcftools", "tabix", "bgzip"))),
    reason="the peers are not installed: ./dev system",
)


@pytest.fixture(scope="module")
def bench():
    """Give the modules of the benchmarks, which import each other by their plain names."""
    ours = {path.stem for path in BENCHMARKS.glob("*.py")}
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        import made_data
        import profiles
        import reading
        import run
        import side_by_side
        import tables
        import vcf_data

        yield SimpleNamespace(
            made_data=made_data,
            profiles=profiles,
            reading=reading,
            run=run,
            side_by_side=side_by_side,
            tables=tables,
            vcf_data=vcf_data,
        )
    for name in ours & set(sys.modules):
        del sys.modules[name]


@pytest.fixture(scope="module")
def genome(bench, tmp_path_factory):
    """Give a made genome with an index, and two deletions that reach into genes from afar."""
    path = tmp_path_factory.mktemp("genome") / "genome.vcf.gz"
    bench.vcf_data.genome(path, 3_000, bench.reading.genes()[:2])
    return path


def measured_row(bench, genome, *, brief=True, **changed):
    row = bench.side_by_side.Row(
        task="a task",
        peer="bcftools",
        target=bench.tables.Target(1e9, 0),
        ours=bench.reading.ours(genome),
        theirs=bench.reading.through_index(genome),
        said=bench.reading.records,
    )
    how = bench.side_by_side.Bench(genome.parent, rounds=1, brief=brief)
    return bench.side_by_side.measured(replace(row, **changed), how)


@needs_peers
def test_ours_and_the_peer_find_the_same_records(bench, genome):
    line = measured_row(bench, genome, brief=False)
    assert (line.verdict, line.remark) == (bench.tables.Verdict.ACCEPTABLE, "")
    assert line.measured == line.cpu.ratio
    assert line.cpu.ours > 0
    assert line.peak.ours > 5
    assert line.profile == ()


@needs_peers
def test_a_peer_that_finds_fewer_records_is_noticed_and_no_ratio_is_told(bench, genome):
    fewer = f"{' '.join(bench.reading.through_index(genome))} | tail -n +2"
    line = measured_row(bench, genome, theirs=("sh", "-c", fewer))
    assert line.verdict is bench.tables.Verdict.MISSED
    assert (line.measured, line.cpu) == (None, None)
    beside = re.fullmatch(
        r"not the same result as the peer's: (\d+) records beside (\d+) records", line.remark
    )
    assert int(beside[1]) == int(beside[2]) + 1


@needs_peers
def test_what_only_unpacks_is_judged_by_another(bench, genome):
    peer, judge = ("bgzip", "-dc", str(genome)), bench.reading.through_index(genome)
    line = measured_row(bench, genome, theirs=peer, judge=judge)
    assert line.verdict is bench.tables.Verdict.ACCEPTABLE
    line = measured_row(bench, genome, theirs=peer, judge=("true",))
    assert line.verdict is bench.tables.Verdict.MISSED


def test_a_command_that_fails_is_missed_with_the_reason(bench, genome):
    failing = ("sh", "-c", "echo no such thing >&2; exit 3")
    line = measured_row(bench, genome, ours=failing, theirs=("true",))
    assert line.verdict is bench.tables.Verdict.MISSED
    assert line.cells[-1].startswith("MISSED: sh -c")
    assert line.remark.endswith("exit code 3: no such thing")


@pytest.mark.parametrize(
    "peer", [("no-such-peer",), ("sh", "-c", "no-such-peer -r chr1")], ids=["plain", "by a shell"]
)
def test_an_absent_peer_is_said_and_counts_as_neither(bench, genome, peer):
    line = measured_row(bench, genome, ours=("true",), theirs=peer)
    assert line.remark.startswith("not on this machine: ")
    assert "no-such-peer" in line.remark
    assert bench.tables.counted([bench.tables.Section("part", "", [line])]) == (0, 0)


@pytest.mark.parametrize(
    ("measured", "ambitious", "verdict"),
    [
        (0.2, 0.3, "ambitious met"),
        (0.3, 0.3, "ambitious met"),
        (0.5, 0.3, "acceptable met"),
        (0.2, None, "acceptable met"),
        (0.51, 0.3, "MISSED"),
        (None, 0.3, "MISSED"),
    ],
)
def test_a_figure_lies_to_its_two_targets(bench, measured, ambitious, verdict):
    target = bench.tables.Target(0.5, ambitious)
    assert bench.tables.Line(task="task", measured=measured, target=target).verdict == verdict


def test_the_ratio_is_the_median_of_the_rounds_and_not_that_of_the_medians(bench):
    sides = bench.tables.Sides.of([(1.0, 1.0), (4.0, 2.0), (9.0, 3.0)])
    assert (sides.ours, sides.peer, sides.ratio) == (4.0, 2.0, 2.0)
    assert bench.tables.Sides.of([(1.0, 4.0), (3.0, 1.0), (2.0, 2.0)]).ratio == 1.0
    assert str(bench.tables.Sides(0.5, 1234.5, 0.000405)) == "0.5 / 1234 = 0.000405"


def two_lines(bench):
    told = bench.tables.Line(task="told", measured=3.0, remark="told, not judged")
    target = bench.tables.Target(1, 0.5)
    missed = bench.tables.Line(task="late", peer="cat", measured=3.0, target=target)
    missed = replace(missed, profile=("90%  the imports",))
    return bench.tables.Section("Part", "How.", [told, missed, replace(missed, measured=0.7)])


def test_a_row_without_a_target_is_told_and_not_counted(bench):
    section = two_lines(bench)
    assert bench.tables.counted([section]) == (1, 1)
    assert section.lines[0].cells[-1] == "told, not judged"


def test_a_column_in_which_nothing_stands_is_left_out(bench):
    assert two_lines(bench).table() == [
        ("task", "peer", "measured", "acceptable", "ambitious", "verdict"),
        ("told", "", "3 ×", "", "", "told, not judged"),
        ("late", "cat", "3 ×", "1 ×", "0.5 ×", "MISSED"),
        ("late", "cat", "0.7 ×", "1 ×", "0.5 ×", "acceptable met"),
    ]


def test_the_document_holds_machine_load_versions_and_the_profile_of_what_is_missed(bench):
    text = "\n".join(bench.tables.document([two_lines(bench)], 3, [0.5, 2.25]))
    python = ".".join(map(str, sys.version_info[:3]))
    for part in ("1 targets met, 1\nmissed", "load 0.5 to 2.2", f"Python {python}, pysam 0."):
        assert part in text
    assert "late, beside cat:\n\n```\n90%  the imports\n```" in text
    assert "| late | cat | 3 × | 1 × | 0.5 × | MISSED |" in text


def test_a_profile_parts_imports_and_waits_from_work(bench, tmp_path):
    script = tmp_path / "work.py"
    script.write_text(
        "import decimal, select\n"
        "def work():\n"
        "    return sum(number * number for number in range(300_000))\n"
        "work()\n"
        "select.poll().poll(100)\n"
    )
    lines = bench.profiles.profile_of((sys.executable, str(script)), {})
    assert [line.partition("%")[2].strip() for line in lines[:2]] == [
        "the imports",
        "waiting for other processes and files",
    ]
    assert any(re.search(r"work\.py:3 <genexpr> \(300,001 calls\)", line) for line in lines)
    assert not any("<module>" in line or "importlib" in line for line in lines)


def test_a_profile_of_imports_alone_names_the_packages(bench, tmp_path):
    script = tmp_path / "imports.py"
    script.write_text("import asyncio, decimal, xml.dom.minidom\n")
    (line,) = bench.profiles.profile_of((sys.executable, str(script)), {})
    assert re.fullmatch(r" *\d+%  the imports: (\w+ \d+ ms(, )?){5}", line)
    assert "asyncio" in line


def test_the_cpu_of_orphans_is_counted(bench, tmp_path):
    """A pool's workers may be the children of a server that outlives the one who asked."""
    spin = "import time\nwhile time.process_time() < 0.3: pass"
    orphan = f"{sys.executable} -c '{spin}' &"
    took = bench.side_by_side.run(("sh", "-c", orphan), tmp_path / "out")
    assert took.cpu >= 0.3
    assert took.wall < took.cpu


def test_made_data_are_kept_once_whole_and_never_half(bench, tmp_path):
    made = []

    def fails(path):
        path.mkdir()
        (path / "half").touch()
        raise OSError("no room")

    def works(path):
        made.append(path)
        path.write_text("whole")

    once = bench.made_data.once
    with pytest.raises(OSError, match="no room"):
        once(tmp_path, "file", fails)
    for _ in "12":
        assert once(tmp_path, "file", works).read_text() == "whole"
    assert len(made) == 1


MADE = {
    "genome": lambda data, path, genes: data.genome(path, 3_000, genes[:2]),
    "gvcf": lambda data, path, _: data.gvcf(path, 3_000),
    "exomes": lambda data, path, genes: data.exomes(path, 2, 600, genes),
    "cohort": lambda data, path, genes: data.cohort(path, 20, 80, genes, full=False),
    "full cohort": lambda data, path, genes: data.cohort(path, 20, 40, genes, full=True),
}


@needs_peers
@pytest.mark.parametrize("kind", MADE)
def test_a_made_file_of_each_kind_is_scanned_without_a_refusal(bench, tmp_path, kind):
    path = tmp_path / "made.vcf.gz"
    MADE[kind](bench.vcf_data, path, bench.reading.genes())
    for file in [path] if path.is_file() else sorted(path.glob("*.vcf.gz")):
        assert find(str(file), load_panel()).records_read > 0


def test_no_ref_of_a_made_record_holds_a_base_that_our_tables_know(bench):
    """Wherever in a gene a record may begin, with the longest REF of all."""
    data, genes = bench.vcf_data, bench.reading.genes()
    every = [(gene.chrom, pos) for gene in genes for pos in range(gene.start, gene.end)]
    longest = "GTTA"
    assert len(longest) == data.LONGEST_REF
    held = {
        (chrom, pos + after)
        for chrom, places in data._by_chromosome(every).items()
        for pos in places
        for after in range(len(longest))
    }
    known = {place for bases in load_reference_bases().values() for place in bases}
    assert held
    assert not held & known


@needs_peers
def test_an_exome_stands_on_few_targets_that_all_exomes_share(bench, tmp_path):
    bench.vcf_data.exomes(tmp_path / "exomes", 2, 3_000, bench.reading.genes())
    places = []
    for file in sorted((tmp_path / "exomes").glob("*.vcf.gz")):
        with pysam.VariantFile(str(file)) as opened:
            places.append({(record.chrom, record.pos // 1_500) for record in opened})
    assert len(places[0]) < 3_000 / 2
    assert len(places[0] & places[1]) > len(places[0]) / 2


def run_quick(folder, *parts):
    """A target may be missed on small data, so only the count is looked at."""
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "run.py"), "--quick", *parts],
        capture_output=True,
        text=True,
        check=False,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(BENCHMARKS.parent),
            "TMPDIR": str(folder),
        },
    )
    assert done.stderr == ""
    assert done.returncode in {0, 1}
    assert re.match(r"\d+ targets met, \d+ missed", done.stdout.splitlines()[-1])
    for problem in ("not the same", "exit code"):
        assert problem not in done.stdout
    return done.stdout


@needs_peers
def test_the_short_form_of_a_part_runs_and_finds_the_same_as_the_peers(tmp_path):
    shown = run_quick(tmp_path, "batches")
    assert shown.startswith("Many files\n")
    assert shown.count("CPU of one: ") == 4


def test_without_the_programs_that_make_the_data_a_part_says_so_and_counts_as_neither(
    bench, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bench.run, "data_folder", lambda _: tmp_path)
    assert bench.run.main(["reading", "--quick"]) == 0
    shown = capsys.readouterr().out
    assert "not measured, bgzip is not on this machine: ./dev system" in shown
    assert shown.splitlines()[-1].startswith("0 targets met, 0 missed")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["nonsense"], "no part nonsense; there are reading"), (["--rounds", "0"], "at least one")],
)
def test_what_is_asked_wrongly_is_said(bench, capsys, arguments, said):
    with pytest.raises(SystemExit) as ended:
        bench.run.main(arguments)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


@needs_peers
@pytest.mark.long
@pytest.mark.parametrize("part", ["reading", "cohorts", "pdfs", "pedigree"])
def test_the_short_form_of_every_other_part_runs(part, tmp_path):
    run_quick(tmp_path, part)
