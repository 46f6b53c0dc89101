"""Whether a change is new in the child, from whom it comes, and what the parents' results are."""

import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.answers import Answer
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.results import ParentalResults

SLC25A38 = "chr3 39391513 . C T . PASS ."
ALAS2 = "chrX 55021215 . C A . PASS ."
MORE = (
    '##FILTER=<ID=LowQual,Description="Low quality">',
    '##FORMAT=<ID=AD,Number=R,Type=Integer,Description="Reads of each allele">',
    '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Reads">',
    '##FORMAT=<ID=FT,Number=1,Type=String,Description="Filter of the sample">',
)
SAMPLES = ("child", "mother", "father")
M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
YES, NO, OPEN = Answer.YES, Answer.NO, Answer.CANNOT_TELL


def found_in(panel, tmp_path, record, sex=F, samples=SAMPLES, parents=None, **more):
    path = tmp_path / "in.vcf"
    path.write_text(vcf_text(record, samples=samples, header=(*HEADER, *MORE)))
    sexes = {"child": sex, "mother": F, "father": M}
    kin = {"child": parents or Parents("mother", "father")}
    result = find(path, panel, sexes=sexes, parents=kin, samples=("child",), **more)
    ((finding,),) = (gene.findings for gene in result.samples[0].genes if gene.findings)
    return finding


CHILD = "0/1:22,20:42"


@pytest.mark.parametrize(
    ("mother", "father", "answer", "why"),
    [
        ("0/0:45,0:45", "0/0:38,0:38", YES, "the mother: 0 of 45 reads show it; the father: 0 of 38"),
        ("0/0:200,1:201", "0/0:30,0:30", YES, "the mother: 1 of 201 reads show it"),
        # carried
        ("0/1:20,21:41", "0/0:38,0:38", NO, "carried by the mother"),
        ("0/0:38,0:38", "1/1:0,40:40", NO, "carried by the father"),
        ("0/1:20,21:41", "./.:0,0:0", NO, "carried by the mother"),
        ("./1:20,21:41", "0/0:38,0:38", NO, "carried by the mother"),
        # a no-call is never a parent without the change
        ("./.:0,0:0", "0/0:38,0:38", OPEN, "the mother: not called (./.)"),
        ("0/0:38,0:38", "./.:.:.", OPEN, "the father: not called (./.)"),
        ("./.:.:.", "./.:.:.", OPEN, "the mother: not called (./.); the father: not called (./.)"),
        ("./0:38,0:38", "0/0:38,0:38", OPEN, "the mother: half call ./0"),
        ("0/0:0,0:0", "0/0:38,0:38", OPEN, "the mother: depth 0"),
        ("0:38,0:38", "0/0:38,0:38", OPEN, "the mother: a single copy (0)"),
        # too few reads, or not counted
        ("0/0:29,0:29", "0/0:38,0:38", OPEN, "the mother: 29 reads only, 30 needed"),
        ("0/0:38,0:38", "0/0:12,0:12", OPEN, "the father: called without it on 12 reads only"),
        ("0/0:40,0:22", "0/0:38,0:38", OPEN, "the mother: 22 reads only, 30 needed"),
        ("0/0:.:45", "0/0:38,0:38", OPEN, "the mother: the reads of each allele are not counted"),
        # a mosaic parent
        ("0/0:99,1:100", "0/0:38,0:38", OPEN, "the mother: 1 of 100 reads show it"),
        ("0/0:38,0:38", "0/0:36,4:40", OPEN, "the parent may be a mosaic"),
        ("0/1:40,0:40", "0/0:38,0:38", OPEN, "the mother: the genotype names this allele, but no read"),
    ],
)  # fmt: skip
def test_a_change_is_new_only_if_both_parents_were_read_well_and_lack_it(
    panel, tmp_path, mother, father, answer, why
):
    finding = found_in(panel, tmp_path, f"{SLC25A38} GT:AD:DP {CHILD} {mother} {father}")

    assert finding.de_novo.answer is answer
    assert why in finding.de_novo.why
    if answer is YES:
        assert "as far as the reads show" in finding.de_novo.why
        assert "parentage is not confirmed" in finding.de_novo.why
    assert not finding.trio.parentage_confirmed


@pytest.mark.parametrize(
    ("child", "filters", "why"),
    [
        ("0/1:40,4:44", "PASS", "the child's call is in doubt: 9% of the reads show the allele"),
        ("0/1:22,0:22", "PASS", "no read shows it"),
        ("0/1:.:42", "PASS", "the child's reads of each allele are not counted"),
        ("0/1:5,5:10", "PASS", "the child's call rests on 10 reads only"),
        ("0/1:22,20:42", "LowQual", "the caller marks the child's call: LowQual"),
        ("1/1:0,42:42", "PASS", "on both copies of the child"),
        ("./1:22,20:42", "PASS", "half call"),
    ],
)
def test_a_change_is_new_only_if_the_childs_own_call_is_sound(panel, tmp_path, child, filters, why):
    record = SLC25A38.replace("PASS", filters)
    parents = "0/0:45,0:45 0/0:38,0:38"
    finding = found_in(panel, tmp_path, f"{record} GT:AD:DP {child} {parents}")

    assert finding.de_novo.answer is OPEN
    assert why in finding.de_novo.why


@pytest.mark.parametrize(
    ("sex", "child", "mother", "father", "answer", "why"),
    [
        # a son's X is his mother's; his father is not asked
        (M, "1:0,40:40", "0/0:45,0:45", "0:38,0:38", YES, "the mother: 0 of 45"),
        (M, "1/1:0,40:40", "0/0:45,0:45", "./.:.:.", YES, "the mother: 0 of 45"),
        (M, "1:0,40:40", "0/0:45,0:45", "1:0,38:38", YES, "the mother: 0 of 45"),
        (M, "1:0,40:40", "0/1:20,20:40", "0:38,0:38", NO, "carried by the mother"),
        (M, "1:0,40:40", "./.:.:.", "0:38,0:38", OPEN, "the mother: not called"),
        (M, "1:0,40:40", "0:45,0:45", "0:38,0:38", OPEN, "the mother: a single copy (0)"),
        (M, "0/1:20,20:40", "0/0:45,0:45", "0:38,0:38", OPEN, "on X in a male"),
        # a daughter has an X of each
        (F, "0/1:20,20:40", "0/0:45,0:45", "0:38,0:38", YES, "the father: 0 of 38"),
        (F, "0/1:20,20:40", "0/0:45,0:45", "0/0:38,0:38", YES, "the father: 0 of 38"),
        (F, "0/1:20,20:40", "0/0:45,0:45", "./.:.:.", OPEN, "the father: not called"),
        (F, "0/1:20,20:40", "0/0:45,0:45", "1:0,38:38", NO, "carried by the father"),
        (U, "0/1:20,20:40", "0/0:45,0:45", "0:38,0:38", OPEN, "sex not recorded"),
    ],
)  # fmt: skip
def test_on_x_it_depends_on_the_sex_of_the_child(
    panel, tmp_path, sex, child, mother, father, answer, why
):
    finding = found_in(panel, tmp_path, f"{ALAS2} GT:AD:DP {child} {mother} {father}", sex)

    assert finding.de_novo.answer is answer
    assert why in finding.de_novo.why


@pytest.mark.parametrize(
    ("parents", "samples", "answer", "why"),
    [
        (Parents("mother", "father"), ("child",), None, ""),
        (Parents("mother", "father"), ("child", "mother"), OPEN, "the father is not in this file"),
        (Parents("mother", None), ("child", "mother"), OPEN, "the father has no sample"),
    ],
)
def test_a_parent_who_is_not_in_the_file(panel, tmp_path, parents, samples, answer, why):
    genotypes = " ".join(f"{one}" for one in (CHILD, "0/0:45,0:45")[: len(samples)])
    record = f"{SLC25A38} GT:AD:DP {genotypes}"
    finding = found_in(panel, tmp_path, record, samples=samples, parents=parents)

    if answer is None:
        assert finding.de_novo is None
        assert finding.trio == ParentalResults()
    else:
        assert finding.de_novo.answer is answer
        assert why in finding.de_novo.why


def test_a_genotype_that_the_caller_marks_in_the_parent_says_nothing(panel, tmp_path):
    record = f"{SLC25A38} GT:AD:DP:FT {CHILD}:PASS 0/0:45,0:45:lowGQ 0/0:38,0:38:PASS"
    finding = found_in(panel, tmp_path, record)

    assert finding.de_novo.answer is OPEN
    assert "the caller marks this genotype: lowGQ" in finding.de_novo.why
    assert finding.trio.mother == ""


def test_a_deletion_that_can_be_written_elsewhere_is_never_called_new(panel, tmp_path):
    """Without the reference the parents' record of the same deletion may lie further left."""
    record = f"chr3 39391870 . TG T . PASS . GT:AD:DP {CHILD} 0/0:45,0:45 0/0:38,0:38"
    aligned = found_in(panel, tmp_path, record)
    record = f"chr3 39391870 . TT T . PASS . GT:AD:DP {CHILD} 0/0:45,0:45 0/0:38,0:38"
    moved = found_in(panel, tmp_path, record)

    assert aligned.de_novo.answer is YES
    assert moved.de_novo.answer is OPEN
    assert "can be written in other places" in moved.de_novo.why


# --- from whom ---


@pytest.mark.parametrize(
    ("genotypes", "origin"),
    [
        ("0/1 0/1 0/0", "mother"),
        ("0/1 0/0 0/1", "father"),
        ("0/1 1/1 0/1", "mother"),
        ("0/1 0/1 1/1", "father"),
        ("0/1 ./1 0/0", "mother"),
        ("0/1 1/1 ./.", "mother"),
        # not certain
        ("0/1 0/1 0/1", ""),
        ("0/1 0/1 ./.", ""),
        ("0/1 ./. 0/0", ""),
        ("0/1 0/0 ./.", ""),
        ("0/1 0/0 0/0", ""),
        ("0/1 1/1 1/1", ""),
        ("1/1 0/1 0/1", ""),
    ],
)
def test_the_parent_of_origin(panel, tmp_path, genotypes, origin):
    assert found_in(panel, tmp_path, f"{SLC25A38} GT {genotypes}").parental_origin == origin


@pytest.mark.parametrize(
    ("sex", "genotypes", "origin"),
    [
        (M, "1 0/1 0", "mother"),
        (M, "1 0/1 1", "mother"),
        (M, "1/1 1/1 .", "mother"),
        (M, "1 0/0 1", ""),
        (M, "1 ./. 0", ""),
        (M, "0/1 0/1 0", ""),
        (F, "0/1 0/0 1", "father"),
        (F, "0/1 0/1 1/1", "father"),
        (F, "0/1 0/1 0", "mother"),
        (F, "0/1 0/1 0/1", ""),
        (U, "0/1 0/1 0", ""),
    ],
)
def test_the_parent_of_origin_on_x(panel, tmp_path, sex, genotypes, origin):
    assert found_in(panel, tmp_path, f"{ALAS2} GT {genotypes}", sex).parental_origin == origin


@pytest.mark.parametrize(
    ("record", "trio"),
    [
        (f"{SLC25A38} GT:DP 0/1:40 0/1:35 0/0:31", ParentalResults("heterozygous", "not detected", 35, 31)),
        (f"{SLC25A38} GT:DP 0/1:40 1/1:35 ./.:31", ParentalResults("homozygous", "", 35, None)),
        (f"{SLC25A38} GT:DP 0/1:40 0/0:19 ./1:31", ParentalResults("", "detected", None, 31)),
        (f"{SLC25A38} GT:AD 0/1:20,20 0/0:33,0 0/1:20,18", ParentalResults("not detected", "heterozygous", 33, 38)),
        (f"{SLC25A38} GT 0/1 0/0 ./0", ParentalResults("not detected", "")),
        (f"{ALAS2} GT 0/1 0/0 1/1", ParentalResults("not detected", "hemizygous")),
        (f"{ALAS2} GT 0/1 0/0 0/1", ParentalResults("not detected", "detected")),
    ],
)  # fmt: skip
def test_the_results_of_the_parents(panel, tmp_path, record, trio):
    assert found_in(panel, tmp_path, record).trio == trio


def test_parents_of_unrecorded_sex_are_read_by_their_role(panel, tmp_path):
    path = tmp_path / "in.vcf"
    path.write_text(vcf_text(f"{ALAS2} GT 0/1 0/0 1", samples=SAMPLES))
    kin = {"child": Parents("mother", "father")}
    found = find(path, panel, sexes={"child": F}, parents=kin)
    (finding,) = found.of("child").findings

    assert finding.trio == ParentalResults("not detected", "hemizygous")
    assert finding.parental_origin == "father"
