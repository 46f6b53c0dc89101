"""The runner of VCF files: what it passes and what it fails; its table of faults; shared files."""

from __future__ import annotations

import gzip
import shutil
import subprocess
from pathlib import Path

import pytest
import vcf_faults
import vcf_files
from vcf_faults import FAULTS, Answer, Fault, page
from vcf_files import Verdict, Word, judge

from genetics.readers.vcf import read_vcf

HEAD = '##fileformat=VCFv4.3\n##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">\n'
COLUMNS = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
PERSON = f"{HEAD}{COLUMNS}\tFORMAT\tperson\n"
SOUND = f"{PERSON}X\t55014829\t.\tC\tT\t50\tPASS\t.\tGT\t0/1\n"
TWICE = SOUND.replace("\tperson", "\tperson\tperson").replace("0/1", "0/1\t0/0")
FILTER_TWICE = SOUND.replace("PASS", "q10;q10")
SITES = f"{HEAD}{COLUMNS}\nX\t55014829\t.\tC\tT\t50\tPASS\t.\n"


def made(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text", "word", "reason"),
    [
        ("passed/a.vcf", SOUND, Word.PASS, "read as written"),
        ("passed/a.vcf", SITES, Word.PASS, "read as written"),
        ("passed/a.vcf", TWICE, Word.FAIL, "must be read, is refused: 3: sample person"),
        ("failed/a.vcf", TWICE, Word.PASS, "refused: 3: sample person stands in more"),
        ("failed/a.vcf", FILTER_TWICE, Word.PASS, "warned: not as the VCF specification asks"),
        ("failed/a.vcf", SOUND, Word.FAIL, "read without a word, and not listed"),
        ("failed/a.vcf", SITES, Word.FAIL, "read without a word, and not listed"),
        ("failed/passed/a.vcf", TWICE, Word.FAIL, "must be read, is refused"),
        ("others/a.vcf", SOUND, Word.PASS, "read as written"),
        ("others/a.vcf", TWICE, Word.PASS, "refused: 3: sample person stands in more"),
        ("others/a.vcf", "", Word.PASS, "refused: the file is empty"),
        ("others/a.txt", SOUND, Word.PASS, "read as written"),
        ("others/a.txt", "read me", Word.SKIP, "neither VCF nor BCF"),
        ("others/a.vcf.gz.tbi", "TBI", Word.SKIP, "neither VCF nor BCF"),
        ("others/a.vcf", SOUND.replace("\n", "\r\n"), Word.PASS, "read as written"),
        ("others/a.vcf", SOUND.replace("person", "Müller"), Word.PASS, "read as written"),
        ("others/a.vcf", SOUND.replace("\t.\tC\tT", "\t.\tC\t.").replace("0/1", "0|1"), Word.PASS,
         "read as written"),
    ],
)  # fmt: skip
def test_a_file_is_judged_by_where_it_lies(
    tmp_path: Path, name: str, text: str, word: Word, reason: str
) -> None:
    verdict = judge(made(tmp_path, name, text))

    assert (verdict.word, verdict.reason[: len(reason)]) == (
        word,
        reason,
    )


def test_packed_and_binary_files_are_held_against_their_text(tmp_path: Path) -> None:
    plain = made(tmp_path, "a.vcf", HEAD + "##contig=<ID=X>\n" + SOUND.removeprefix(HEAD))
    (tmp_path / "b.vcf.gz").write_bytes(gzip.compress(plain.read_bytes()))
    verdicts = [judge(tmp_path / "b.vcf.gz")]
    if shutil.which("bcftools"):
        bcf = tmp_path / "c.bcf"
        subprocess.run(["bcftools", "view", "-Ob", "-o", bcf, plain], check=True)
        verdicts.append(judge(bcf))

    assert set(verdicts) == {Verdict(Word.PASS, "read as written")}


# --- what must fail does ---


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (SOUND.replace("0/1", "1/1"), "read otherwise than written: 1 records"),
        (PERSON, "lost: 1 records, the first X:55014829 C>T"),
    ],
)
def test_a_genotype_that_is_not_the_one_of_the_text_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: str, reason: str
) -> None:
    other = made(tmp_path, "other.vcf", spoilt)
    monkeypatch.setattr(vcf_files, "read_vcf", lambda _, where: read_vcf(other, where))
    verdict = judge(made(tmp_path, "a.vcf", SOUND))

    assert verdict.word is Word.FAIL
    assert verdict.reason.startswith(reason)


def test_a_bug_fails_its_file_and_the_next_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Stops:
        def __init__(self) -> None:
            self.times = 0

        def __call__(self, path: Path, where: object) -> object:
            self.times += 1
            if self.times == 1:
                raise IndexError("two\nlines")
            return read_vcf(path, where)

    monkeypatch.setattr(vcf_files, "read_vcf", Stops())
    for name in ("a.vcf", "b/b.vcf", "c.md"):
        made(tmp_path, name, SOUND)
    made(tmp_path, "c.md", "read me")

    assert vcf_files.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "FAIL a.vcf: the program stopped: IndexError: two lines",
        "PASS b/b.vcf: read as written",
        "SKIP c.md: neither VCF nor BCF, by its name and its first bytes",
        "1 skipped",
        "1 passed, 1 failed",
    ]


def test_a_file_alone_is_judged_and_nothing_else_is_printed(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert vcf_files.main([str(made(tmp_path, "passed/a.vcf", SOUND))]) == 0
    assert capfd.readouterr() == (
        "PASS a.vcf: read as written\n0 skipped\n1 passed, 0 failed\n",
        "",
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["nowhere"], "nowhere is no file and no folder that holds any"),
        ([".", "--sections", "a"], "unrecognized arguments: --sections a"),
    ],
)
def test_a_wrong_call_ends_with_2(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    why: str,
) -> None:
    made(tmp_path, "a.vcf", SOUND)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        vcf_files.main(arguments)

    assert stopped.value.code == 2
    assert why in capsys.readouterr().err


# --- the table of faults ---


def fault(answer: Answer, says: str = "") -> Fault:
    return Fault("4.3", "made", "made up", answer, says, "because")


@pytest.mark.parametrize(
    ("listed", "text", "word", "reason"),
    [
        (fault(Answer.HARMLESS), SITES, Word.PASS, "harmless: made up"),
        (fault(Answer.HARMLESS), SOUND, Word.PASS, "harmless: made up"),
        (fault(Answer.HARMLESS), FILTER_TWICE, Word.FAIL, "listed as harmless, but it is said"),
        (fault(Answer.HARMLESS), TWICE, Word.FAIL, "listed as harmless, but it is said"),
        (
            fault(Answer.HARMLESS),
            SITES.replace("Type=String", "Type=Integer"),
            Word.FAIL,
            "listed as harmless, refused with a sample",
        ),
        (
            fault(Answer.HARMLESS, "the record cannot be read"),
            SITES.replace("Type=String", "Type=Integer"),
            Word.PASS,
            "harmless: made up",
        ),
        (
            fault(Answer.HARMLESS, "the record cannot be read"),
            SITES,
            Word.FAIL,
            "with a sample it must be refused",
        ),
        (fault(Answer.WARNED, "FILTER holds a value twice"), FILTER_TWICE, Word.PASS, "warned of"),
        (fault(Answer.WARNED, "FILTER holds a space"), FILTER_TWICE, Word.FAIL, "must be warned"),
        (fault(Answer.WARNED, "sample person stands"), TWICE, Word.FAIL, "must be warned"),
        (fault(Answer.REFUSED, "sample person stands"), TWICE, Word.PASS, "refused: made up"),
        (fault(Answer.REFUSED, "sample person stands"), SOUND, Word.FAIL, "must be refused"),
    ],
)
def test_a_line_of_the_table_must_be_true(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    listed: Fault,
    text: str,
    word: Word,
    reason: str,
) -> None:
    monkeypatch.setattr(vcf_faults, "FAULTS", (listed,))
    verdict = judge(made(tmp_path, "4.3/failed/failed_made.vcf", text))

    assert verdict.word is word
    assert verdict.reason.startswith(reason)


def test_the_page_of_faults_is_what_the_table_says() -> None:
    """To renew it: `python tests/conform/vcf_faults.py > docs/vcf-faults.md`."""
    stored = Path(__file__).parents[2] / "docs/vcf-faults.md"

    assert stored.read_text(encoding="utf-8") == page()


def test_every_fault_is_explained_and_named_unless_it_is_harmless() -> None:
    assert all(one.what and one.why for one in FAULTS)
    assert {one.answer for one in FAULTS if not one.says} == {Answer.HARMLESS}


# --- the public test files of the specification, and a handful of other projects ---


def test_each_fault_has_files_and_each_file_a_fault(shared: Path) -> None:
    folder = shared / "vcf/malformed/hts-specs/test/vcf"
    listed = [vcf_faults.fault_of(path) for path in folder.glob("*/failed/*.vcf")]

    assert None not in listed
    assert set(listed) == set(FAULTS)


@pytest.mark.parametrize("part", ["hts-specs/test/vcf/4.3", "htslib"])
def test_the_shared_files_pass(shared: Path, capfd: pytest.CaptureFixture[str], part: str) -> None:
    code = vcf_files.main([str(shared / "vcf/malformed" / part)])
    out, err = capfd.readouterr()

    assert [line for line in out.splitlines() if line.startswith("FAIL")] == []
    assert (code, err) == (0, "")


@pytest.mark.long
def test_all_shared_files_pass(shared: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code = vcf_files.main([str(shared / "vcf/malformed")])
    out, err = capfd.readouterr()

    assert [line for line in out.splitlines() if line.startswith("FAIL")] == []
    assert (code, err) == (0, "")
