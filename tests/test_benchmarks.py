"""The benchmarks run on tiny data, hold ours against the peer, and notice another result."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

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
        import measure
        import reading
        import run
        import side_by_side
        import vcf_data

        yield {
            "measure": measure,
            "reading": reading,
            "run": run,
            "side_by_side": side_by_side,
            "vcf_data": vcf_data,
        }
    for name in ours & set(sys.modules):
        del sys.modules[name]


@pytest.fixture(scope="module")
def genome(bench, tmp_path_factory):
    """Give a made genome with an index, and two deletions that reach into genes from afar."""
    path = tmp_path_factory.mktemp("genome") / "genome.vcf.gz"
    reading = bench["reading"]
    bench["vcf_data"].genome(path, 3_000, reading.genes()[:2])
    return path


def row_of(bench, genome, **changed):
    reading, target = bench["reading"], bench["measure"].Target(1e9, 0)
    peer = reading.through_index(genome)
    row = bench["side_by_side"].Row(
        "a task", "bcftools", target, reading.ours(genome), peer, reading.records
    )
    return replace(row, **changed)


@needs_peers
def test_ours_and_the_peer_find_the_same_records(bench, genome):
    line, both = bench["side_by_side"].measured(row_of(bench, genome), 1)
    assert (line.verdict, line.remark) == (bench["measure"].Verdict.ACCEPTABLE, "")
    assert both.ours.cpu > 0
    assert both.ours.peak > 5
    assert line.profile == ()


@needs_peers
def test_a_peer_that_finds_fewer_records_is_noticed(bench, genome):
    fewer = f"{' '.join(bench['reading'].through_index(genome))} | tail -n +2"
    line, _ = bench["side_by_side"].measured(row_of(bench, genome, peer=("sh", "-c", fewer)), 1)
    assert line.verdict is bench["measure"].Verdict.MISSED
    assert line.measured is None
    assert re.fullmatch(
        r"not the same result as the peer's: (\d+) records beside (\d+) records", line.remark
    )
    assert len(line.profile) == 5


@needs_peers
def test_what_only_unpacks_is_judged_by_another(bench, genome):
    peer, judge = ("bgzip", "-dc", str(genome)), bench["reading"].through_index(genome)
    measured = bench["side_by_side"].measured
    line, _ = measured(row_of(bench, genome, peer=peer, judge=judge), 1)
    assert line.verdict is bench["measure"].Verdict.ACCEPTABLE
    line, _ = measured(row_of(bench, genome, peer=peer, judge=("true",)), 1)
    assert line.verdict is bench["measure"].Verdict.MISSED


@pytest.mark.parametrize(
    ("command", "remark"),
    [
        ((sys.executable, "-c", "raise SystemExit(69)"), "not built yet"),
        (("sh", "-c", "echo no such thing >&2; exit 3"), "exit code 3: no such thing"),
    ],
)
def test_what_cannot_be_measured_is_missed_with_the_reason(bench, genome, command, remark):
    line, both = bench["side_by_side"].measured(row_of(bench, genome, ours=command), 1)
    assert both is None
    assert line.verdict is bench["measure"].Verdict.MISSED
    assert line.remark.endswith(remark)
    assert line.cells[-1].startswith("MISSED: ")


@pytest.mark.parametrize(
    ("measured", "verdict", "met"),
    [
        (0.2, "ambitious met", True),
        (0.3, "ambitious met", True),
        (0.5, "acceptable met", True),
        (0.51, "MISSED", False),
        (None, "MISSED", False),
    ],
)
def test_a_ratio_lies_to_its_two_targets(bench, measured, verdict, met):
    measure = bench["measure"]
    line = measure.Beside("task", "peer", measured, measure.Target(0.5, 0.3))
    assert (line.verdict, line.met) == (verdict, met)


def test_a_row_without_a_target_is_told_and_not_counted(bench):
    measure = bench["measure"]
    told = measure.Beside("task", "peer", 3.0, None, remark="told, not judged")
    missed = measure.Beside("task", "peer", 3.0, measure.Target(1, 0.5))
    section = measure.Section("part", "method", [told, missed, replace(missed, measured=0.7)])
    assert bench["run"].counted([section]) == (1, 1)
    assert told.cells[-1] == "told, not judged"


def test_the_cpu_of_orphans_is_counted(bench, tmp_path):
    """A pool's workers may be the children of a server that outlives the one who asked."""
    spin = "import time\nwhile time.process_time() < 0.3: pass"
    orphan = f"{sys.executable} -c '{spin}' &"
    took = bench["side_by_side"].run(("sh", "-c", orphan), tmp_path / "out")
    assert took.cpu >= 0.3
    assert took.wall < took.cpu


def test_made_data_are_kept_once_whole_and_never_half(bench, tmp_path):
    made = []

    def fails(path):
        path.write_text("half")
        raise OSError("no room")

    def works(path):
        made.append(path)
        path.write_text("whole")

    once = bench["vcf_data"].once
    with pytest.raises(OSError, match="no room"):
        once(tmp_path, "file", fails)
    for _ in "12":
        assert once(tmp_path, "file", works).read_text() == "whole"
    assert len(made) == 1


@needs_peers
@pytest.mark.long
def test_the_quick_run_counts_its_targets():
    """A target may be missed on a machine with other work, so only the count is looked at."""
    command = [sys.executable, str(BENCHMARKS / "run.py"), "--quick"]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(BENCHMARKS.parent)},
    )
    assert done.stderr == ""
    assert re.fullmatch(r"\d+ targets met, \d+ missed", done.stdout.splitlines()[-1])
    assert "not the same result" not in done.stdout
