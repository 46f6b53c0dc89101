"""Whether a child's genotype can come from its parents': by table, by scan, against bcftools."""

import gzip
import itertools
import shutil
import subprocess

import pytest
from vcf_helpers import vcf_text

from genetics.answers import Answer
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.kin.descent import Place, place_of
from genetics.kin.mendel import MENDELIAN_ERROR, can_come_from, copies_called
from genetics.kin.parents import Parents
from genetics.messages import Message
from genetics.variants import Assembly

YES, NO, CANNOT_TELL = Answer
MALE, FEMALE, UNKNOWN = Sex
UPDHUNTER = "vcf/trios/ngsbits/UpdHunter_in1.vcf.gz"
TRIO = {"CHILD": Parents("MOTHER", "FATHER")}
NOBODY = None


def copies(text: str | None):
    return None if text is None else copies_called(text, ("A", "C", "*"))


@pytest.mark.parametrize(
    ("child", "mother", "father", "answer"),
    [
        ("0/1", "0/0", "0/1", YES),
        ("0/1", "0/0", "0/0", NO),
        ("1/1", "0/1", "0/0", NO),
        ("1/1", "0/1", "0/1", YES),
        ("0/0", "0/1", "1/1", NO),
        ("1/2", "0/1", "0/2", YES),
        ("1/2", "0/1", "0/1", NO),
        ("1|0", "0|0", "0|1", YES),
        # a duo is judged by the parent who is there
        ("1/1", "0/0", NOBODY, NO),
        ("0/1", "0/0", NOBODY, YES),
        ("0/1", NOBODY, "2/2", NO),
        ("0/1", NOBODY, NOBODY, CANNOT_TELL),
        # not called: never an error by itself, never reference
        ("./.", "0/0", "1/1", CANNOT_TELL),
        ("0/1", "./.", "0/0", CANNOT_TELL),
        ("0/1", "./.", "./.", CANNOT_TELL),
        ("1/1", "./.", "0/0", NO),
        # half calls: an error only if nothing that was not called could mend it
        ("./1", "0/0", "0/0", NO),
        ("./1", "0/0", "0/1", CANNOT_TELL),
        ("0/1", "./0", "0/0", CANNOT_TELL),
        ("1/1", "./0", "0/0", NO),
        ("1", "0/0", "0/0", NO),
        ("1", "0/0", "0/1", CANNOT_TELL),
        ("0/1", "0", "0/0", CANNOT_TELL),
        # a deletion that reaches in says nothing of the bases
        ("1/3", "0/0", "0/1", CANNOT_TELL),
        ("0/0/1", "0/0", "0/0", CANNOT_TELL),
    ],
)
def test_on_an_autosome(child, mother, father, answer):
    for place in (Place.AUTOSOME, Place.PSEUDOAUTOSOMAL):
        told = can_come_from(copies(child), copies(mother), copies(father), place, UNKNOWN)
        assert told is answer


@pytest.mark.parametrize(
    ("sex", "child", "mother", "father", "answer"),
    [
        (MALE, "1", "0/1", "0", YES),
        (MALE, "1", "0/0", "1", NO),
        (MALE, "1/1", "0/0", "1/1", NO),
        (MALE, "1/1", "0/1", "0/0", YES),
        (MALE, "0", "1/1", "0", NO),
        (MALE, "0", "1/1", NOBODY, NO),
        (MALE, "1", NOBODY, "0", CANNOT_TELL),
        (MALE, "1", "./.", "0", CANNOT_TELL),
        (MALE, "1", "./0", "0", CANNOT_TELL),
        (MALE, "0/1", "0/0", "0", CANNOT_TELL),
        (FEMALE, "0/1", "0/0", "1", YES),
        (FEMALE, "0/1", "0/0", "1/1", YES),
        (FEMALE, "0/0", "0/0", "1", NO),
        (FEMALE, "1/1", "0/1", "0", NO),
        (FEMALE, "0/0", "0/1", "0/1", YES),
        (FEMALE, "0/0", NOBODY, "1", NO),
        (FEMALE, "0/1", "0/0", ".", CANNOT_TELL),
        (UNKNOWN, "0/0", "0/0", "1", CANNOT_TELL),
    ],
)
def test_on_x(sex, child, mother, father, answer):
    assert can_come_from(copies(child), copies(mother), copies(father), Place.X, sex) is answer


def test_an_error_is_said_only_if_no_completion_fits():
    """The rule in other words: fill in every copy that was not called in every way."""
    texts = ("0/0", "0/1", "1/1", "./0", "./1", "./.", "1", "0")
    for child, mother, father in itertools.product(texts, repeat=3):
        if child == "./.":
            continue
        possible = any(
            sorted(c) == sorted((m, f))
            for c in filled(child)
            for m in set().union(*filled(mother))
            for f in set().union(*filled(father))
        )
        told = can_come_from(copies(child), copies(mother), copies(father), Place.AUTOSOME, UNKNOWN)
        assert (told is NO) == (not possible), (child, mother, father)


def filled(text: str) -> list[tuple[int, int]]:
    calls = text.split("/") if "/" in text else [text, "."]
    return list(itertools.product(*([0, 1] if call == "." else [int(call)] for call in calls)))


@pytest.mark.parametrize(
    ("chrom", "pos", "assembly", "place"),
    [
        ("3", 39435865, Assembly.GRCH37, Place.AUTOSOME),
        ("X", 60001, Assembly.GRCH37, Place.PSEUDOAUTOSOMAL),
        ("X", 2699520, Assembly.GRCH37, Place.PSEUDOAUTOSOMAL),
        ("X", 2699521, Assembly.GRCH37, Place.X),
        ("X", 55057617, Assembly.GRCH37, Place.X),
        ("X", 155260560, Assembly.GRCH37, Place.PSEUDOAUTOSOMAL),
        ("X", 2781480, Assembly.GRCH38, Place.X),
        ("X", 2781479, None, Place.UNKNOWN),
        ("X", 55057617, None, Place.X),
        ("Y", 7000000, Assembly.GRCH38, Place.Y),
        ("MT", 100, Assembly.GRCH38, Place.UNKNOWN),
    ],
)
def test_where_a_place_lies(chrom, pos, assembly, place):
    assert place_of(chrom, pos, assembly) is place


# --- in a scan ---


def errors_in(path, panel, **known) -> list[str]:
    warnings = find(path, panel, **known).warnings
    return [one for one in warnings if isinstance(one, Message) and one.id == MENDELIAN_ERROR]


def test_a_scan_says_who_where_and_what_it_can_be(vcfs, panel):
    told = errors_in(vcfs / "mendel_trio.vcf", panel, parents=TRIO, sexes={"CHILD": MALE})

    assert [text.split(": ")[1] for text in told] == [
        "sample CHILD, ALAS2 X:55015003 G>A",
        "sample CHILD, SLC25A38 3:39390000 G>C",
    ]
    assert told[0].startswith("MENDELIAN_ERROR: ")
    assert "child 1, mother 0/0, father 0:" in told[0]
    assert "child 0/0, mother 0/1, father 1/1" in told[1]
    assert all(
        "a new change, a wrong genotype, uniparental disomy, a deletion, or wrong parentage; a "
        "person decides" in text
        for text in told
    )


def test_without_parents_nothing_is_said(vcfs, panel):
    assert not errors_in(vcfs / "mendel_trio.vcf", panel)


def test_a_daughter_with_the_same_genotypes_is_judged_by_both_parents(vcfs, panel):
    told = errors_in(vcfs / "mendel_trio.vcf", panel, parents=TRIO, sexes={"CHILD": FEMALE})
    assert any("ALAS2" in text for text in told)


def test_depth_zero_is_not_called(tmp_path, panel):
    records = (
        "chr3 39390000 . G C . PASS . GT:DP 0/0:30 0/1:30 1/1:0",
        "chr3 39390010 . G C . PASS . GT:DP 0/0:30 0/1:30 0/0:30",
    )
    path = tmp_path / "depth.vcf"
    path.write_text(vcf_text(*records, samples=("CHILD", "MOTHER", "FATHER")))
    assert not errors_in(path, panel, parents=TRIO)


def test_a_mix_up_is_said_place_by_place_and_then_by_number(tmp_path, panel):
    records = [f"chr3 {39390000 + n} . G C . PASS . GT 1/1 0/0 0/0" for n in range(25)]
    path = tmp_path / "mix_up.vcf"
    path.write_text(vcf_text(*records, samples=("CHILD", "MOTHER", "FATHER")))
    told = errors_in(path, panel, parents=TRIO)
    assert len(told) == 21
    assert "sample CHILD: 5 more places in these genes" in told[-1]


def test_the_error_of_the_real_trio_is_said(shared, panel):
    sexes = {"CHILD": MALE, "FATHER": MALE, "MOTHER": FEMALE}
    (told,) = errors_in(shared / UPDHUNTER, panel, parents=TRIO, sexes=sexes)
    assert "SLC25A38 3:39435865 G>C: child 0/0, mother 0/1, father 1/1" in told


# --- against bcftools +mendelian, which knows nothing of ours ---

needs_bcftools = pytest.mark.skipif(shutil.which("bcftools") is None, reason="no bcftools")
REAL = (
    (UPDHUNTER, TRIO, Assembly.GRCH37),
    (
        "vcf/trios/scout/643594.research.vcf.gz",
        {"ADM1059A2": Parents("ADM1059A3", "ADM1059A1")},
        Assembly.GRCH37,
    ),
    ("vcf/trios/gemini/test.mendel.vcf", {"NA12877": Parents("NA12890", "NA12889")}, None),
    ("vcf/trios/gemini/test.de_novo.vcf", {"1_kid": Parents("1_mom", "1_dad")}, None),
)


@needs_bcftools
@pytest.mark.parametrize(("name", "kin", "assembly"), REAL)
def test_bcftools_finds_the_same_errors(shared, tmp_path, name, kin, assembly):
    """On X the file is first written as bcftools wants it: contigs without chr, men haploid."""
    ((child, parents),) = kin.items()
    men = {child, parents.father}
    ours, lines = set(), []
    opened = gzip.open if name.endswith("gz") else open
    with opened(shared / name, "rt") as text:
        for line in text:
            if line.startswith("#CHROM"):
                samples = line.rstrip("\n").split("\t")[9:]
            if line.startswith("#"):
                lines.append(line.replace("##contig=<ID=chr", "##contig=<ID="))
                continue
            cells = line.rstrip("\n").split("\t")
            chrom, pos = cells[0].removeprefix("chr"), int(cells[1])
            place = place_of(chrom, pos, assembly)
            texts = dict(zip(samples, (cell.split(":")[0] for cell in cells[9:]), strict=True))
            trio = [texts[one] for one in (child, parents.mother, parents.father)]
            whole = all("." not in text and text.count("/") + text.count("|") < 2 for text in trio)
            if place in {Place.Y, Place.UNKNOWN} or not whole or "*" in cells[4]:
                continue
            alts = cells[4].split(",")
            called = (copies_called(text, alts) for text in trio)
            if can_come_from(*called, place, MALE) is NO:
                ours.add((chrom, cells[1], cells[3], cells[4]))
            if place is Place.X:
                texts |= {man: one_copy(texts[man]) for man in men}
            gts = [texts[sample] for sample in samples]
            lines.append("\t".join([chrom, *cells[1:7], ".", "GT", *gts]) + "\n")
    path = tmp_path / "trio.vcf"
    path.write_text("".join(lines))
    trio_named = f"{parents.mother},{parents.father},{child}"
    listed = subprocess.run(
        ["bcftools", "+mendelian", path, "-m", "x", "-t", trio_named],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    theirs = {
        (cells[0], cells[1], cells[3], cells[4])
        for line in listed
        if not line.startswith("#") and (cells := line.split("\t"))
    }
    assert ours == theirs
    assert ours or name != UPDHUNTER


def one_copy(text: str) -> str:
    first, *others = text.replace("|", "/").split("/")
    return first if all(other == first for other in others) else "."
