"""Why a record is there, or why not: in the words of the steps, and never against the result."""

from functools import partial

import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.errors import InputRejected, SideroscreenError, UsageError
from genetics.explanation import Place, Verdict, explain, read_place
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.sequence.slices import NO_SLICES

KEPT, DROPPED, NOTED = Verdict.KEPT, Verdict.DROPPED, Verdict.NOTED
EXON = "chr3 39391488 . C"


def explained(tmp_path, panel, place, *records, **more):
    path = tmp_path / "file.vcf"
    path.write_text(vcf_text(*records, **more))
    scan = partial(find, panel=panel, sexes={"person": Sex.FEMALE})
    return explain(path, read_place(place), panel, scan, NO_SLICES)


def test_a_place_is_read_in_the_ways_that_people_write_it():
    assert read_place("chrX:55014829") == Place("X", 55014829)
    assert read_place("X:55,014,829") == Place("X", 55014829)
    assert read_place("chrX:55014829:c:T") == Place("X", 55014829, "C", "T")
    assert read_place("chrX:55014829 C>T") == Place("X", 55014829, "C", "T")


NO_PLACES = ["chrX", "55014829", "chrX:c.5A>T", "", "chrX:12-15", "3:,", "3:" + "9" * 5000]


@pytest.mark.parametrize("text", [*NO_PLACES, "3:5:G:A:B", "3:5:G:hello", "3:5:G:<A:B"])
def test_what_is_no_place_is_said(text):
    with pytest.raises(UsageError, match="is not a place; write chromosome and position"):
        read_place(text)


# place, record, what it is about, verdict, words of the step
WHY = [
    ("3:39391488", f"{EXON} T . PASS . GT 0/1", "person", KEPT, "0/1: a finding, heterozygous"),
    (
        "3:39391488",
        f"{EXON} T . q10 . GT 0/1",
        "person",
        KEPT,
        "FILTER q10 (a filter hides nothing)",
    ),
    (
        "3:39391488",
        f"{EXON} T . PASS . GT ./.",
        "person",
        DROPPED,
        "no call is counted: not called (./.)",
    ),
    ("3:39391488", f"{EXON} T . PASS . GT 0/0", "person", NOTED, "called without this allele"),
    ("3:39391488", f"{EXON} * . PASS . GT 0/1", "allele *", DROPPED, "not interpreted: allele *"),
    ("3:39391488", f"{EXON} <DEL> . . END=39391490 GT 0/1", "allele <DEL>", DROPPED, "structural"),
    ("3:39391489", f"{EXON} T . PASS . GT 0/1", "record", DROPPED, "no record of the file speaks"),
    ("3:39391489", f"{EXON} T . PASS . GT 0/1", "gene", KEPT, "SLC25A38, exon 4"),
    ("3:39384000", "chr3 39384000 . C T . . . GT 0/1", "allele T", DROPPED, "outside the regions"),
    ("3:39384000", "chr3 39384000 . C T . . . GT 0/1", "gene", NOTED, "read, not interpreted"),
    ("1:1000", f"{EXON} T . PASS . GT 0/1", "gene", DROPPED, "lies in none of the genes"),
    ("X:55047649", f"{EXON} T . PASS . GT 0/1", "gene", DROPPED, "on GRCh37 it would lie in ALAS2"),
    ("3:39391488", f"{EXON} T . PASS . GT 0/1", "build", KEPT, "GRCh38 (contig lengths"),
]


@pytest.mark.parametrize(("place", "record", "about", "verdict", "words"), WHY)
def test_each_step_says_what_it_did_to_the_record(
    tmp_path, panel, place, record, about, verdict, words
):
    steps = explained(
        tmp_path, panel, place, record, header=(*HEADER, '##FILTER=<ID=q10,Description="low">')
    ).steps

    assert [(verdict, about)] == list(
        dict.fromkeys((s.verdict, s.about) for s in steps if words in s.told and s.about == about)
    )


def test_a_file_that_is_refused_is_explained(tmp_path, panel):
    [step] = explained(tmp_path, panel, "3:39391488", f"{EXON} T . PASS . GT 0/7").steps

    assert step.verdict is DROPPED
    assert "refused whole" in step.told
    assert "names allele 7, the record has 1" in step.told


def test_one_allele_of_several_can_be_asked_for(tmp_path, panel):
    record = f"{EXON} T,G . PASS . GT 1/2"
    steps = explained(tmp_path, panel, "3:39391488:C:G", record).steps

    assert [step.about for step in steps if step.about.startswith("allele")] == ["allele G"]


@pytest.mark.parametrize("alt", ["*", "<DEL>", "<INS:ME:ALU>", "G]17:198982]", "G.", ".G"])
def test_an_allele_is_named_as_a_vcf_writes_it(alt):
    assert read_place(f"3:5:G:{alt}") == Place("3", 5, "G", alt)


def test_an_allele_that_the_record_has_not_is_dropped_with_the_word(tmp_path, panel):
    steps = explained(tmp_path, panel, "3:39391488:C:G", f"{EXON} T . PASS . GT 0/1").steps

    [said] = [step for step in steps if step.about == "allele G"]
    assert said.verdict is DROPPED
    assert "this record has no allele C>G (its REF is C, its ALT T)" in said.told


def test_a_star_is_explained_person_by_person(tmp_path, panel):
    steps = explained(tmp_path, panel, "3:39391488", f"{EXON} T,* . PASS . GT 1/2").steps

    assert [step.verdict for step in steps if step.about == "person"] == [KEPT, DROPPED, NOTED]


def test_sites_alone_are_said_to_tell_nothing_of_anybody(tmp_path, panel):
    path = tmp_path / "sites.vcf"
    columns = "#CHROM POS ID REF ALT QUAL FILTER INFO".replace(" ", "\t")
    record = f"{EXON} T . PASS .".replace(" ", "\t")
    path.write_text("\n".join((*HEADER, columns, record)) + "\n")
    place = read_place("3:39391488")
    steps = explain(path, place, panel, partial(find, panel=panel), NO_SLICES).steps

    assert any("no samples (sites only)" in step.told for step in steps)


def test_a_sample_that_is_not_in_the_file_is_a_mistake_of_the_question(tmp_path, panel):
    path = tmp_path / "file.vcf"
    path.write_text(vcf_text(f"{EXON} T . PASS . GT 0/1"))
    scan = partial(find, panel=panel, samples=("nobody",))

    with pytest.raises(InputRejected, match="sample nobody is not in the file; it holds person"):
        explain(path, read_place("3:39391488"), panel, scan, NO_SLICES, ("nobody",))


def test_standard_input_cannot_be_read_twice(panel):
    with pytest.raises(UsageError, match="standard input cannot be read twice"):
        explain("-", Place("3", 1), panel, partial(find, panel=panel), NO_SLICES)


def test_the_explanation_never_contradicts_the_result(panel, vcfs):
    """In every trap file: what is kept of a person at a finding's place is a finding, and back."""
    asked = 0
    for path in sorted(vcfs.glob("*.vcf")):
        try:
            found = find(path, panel)
        except SideroscreenError:
            continue
        for sample in found.samples:
            for finding in sample.findings:
                place = read_place(finding.place)
                steps = explain(path, place, panel, partial(find, panel=panel), NO_SLICES).steps
                verdicts = {
                    s.verdict for s in steps if s.about == sample.sample and "a finding" in s.told
                }
                asked += 1

                assert (DROPPED if finding.withheld else KEPT) in verdicts, (path, finding)
    assert asked > 100
