"""How many copies of a change a genotype shows: one row for each case of the rule."""

import pytest

from genetics.allele_reads import AlleleReads
from genetics.genotypes import Call, Genotype, carriage, copies_of
from genetics.inheritance import Sex
from genetics.variants import Zygosity

M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
HET, HOM, HEMI = Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS, Zygosity.HEMIZYGOUS
PRESENT = Zygosity.PRESENT


def of(text: str, depth: int | None = None, reads: tuple[int, ...] = ()) -> Genotype:
    return Genotype("person", text, copies_of(text) or (), depth, reads)


@pytest.mark.parametrize(
    ("text", "on_x", "sex", "zygosity", "flag"),
    [
        ("0/1", False, F, HET, ""),
        ("1|0", False, M, HET, ""),
        ("1/2", False, U, HET, ""),
        ("1/1", False, M, HOM, ""),
        ("./1", False, F, PRESENT, "half call"),
        ("1|.", False, F, PRESENT, "half call"),
        ("1", False, F, PRESENT, "a single copy (1) on an autosome"),
        ("0/1/1", False, F, None, "3 copies"),
        ("1", True, M, HEMI, ""),
        ("1/1", True, M, HEMI, ""),
        ("1|1", True, M, HEMI, ""),
        ("0/1", True, M, HET, "MALE_HET_X"),
        ("0|1", True, M, HET, "MALE_HET_X"),
        ("1/2", True, M, HET, "MALE_HET_X"),
        ("./1", True, M, PRESENT, "half call"),
        ("0/1", True, F, HET, ""),
        ("1/1", True, F, HOM, ""),
        ("1", True, F, HEMI, "SEX_CONFLICT"),
        ("./1", True, F, PRESENT, "half call"),
        ("1", True, U, PRESENT, "sex not recorded"),
        ("0/1", True, U, PRESENT, "sex not recorded"),
        ("1/1", True, U, PRESENT, "sex not recorded"),
        ("/0|1", False, F, HET, ""),
        ("|1", True, M, HEMI, ""),
    ],
)
def test_a_called_allele_has_this_zygosity(text, on_x, sex, zygosity, flag):
    read = carriage(of(text), 1, x_linked=on_x, sex=sex)

    assert (read.call, read.zygosity) == (Call.CALLED, zygosity)
    assert len(read.warnings) == bool(flag)
    assert flag in " ".join(read.warnings)


@pytest.mark.parametrize("sex", list(Sex))
@pytest.mark.parametrize("on_x", [False, True])
@pytest.mark.parametrize("text", ["0/0", "0|0", "0", "0/2", "2/2", "0/0/0"])
def test_all_copies_called_without_the_allele_is_absent(text, on_x, sex):
    assert carriage(of(text), 1, x_linked=on_x, sex=sex).call is Call.ABSENT


@pytest.mark.parametrize("sex", list(Sex))
@pytest.mark.parametrize(
    ("genotype", "why"),
    [
        (of("./."), "not called (./.)"),
        (of("."), "not called (.)"),
        (of(".|."), "not called (.|.)"),
        (of(""), "no genotype is given (no GT)"),
        (of("./0"), "half call ./0: one copy was not called"),
        (of("2/."), "half call 2/.: one copy was not called"),
        (of("0/0", depth=0), "depth 0: no read supports the genotype 0/0"),
        (of("0/1", depth=0), "depth 0: no read supports the genotype 0/1"),
    ],
)
def test_what_was_not_called_is_never_reference(genotype, why, sex):
    read = carriage(genotype, 1, x_linked=False, sex=sex)

    assert (read.call, read.zygosity, read.why) == (Call.NOT_CALLED, None, why)


@pytest.mark.parametrize(
    ("text", "reads", "warning"),
    [
        ("0/1", (14, 16), ""),
        ("0/1", (30, 0), "no read shows it"),
        ("0/1", (27, 3), "10% of the reads"),
        ("0/1", (5, 25), "83% of the reads"),
        ("1/1", (1, 29), ""),
        ("1/1", (15, 15), "50% of the reads"),
        ("0/1", (), ""),
        ("0/1", (0, 0), ""),
    ],
)
def test_reads_that_speak_against_the_genotype_are_said(text, reads, warning):
    read = carriage(of(text, reads=reads), 1, x_linked=False, sex=F)

    assert warning in " ".join(read.warnings)
    assert bool(warning) == bool(read.warnings)


@pytest.mark.parametrize(
    ("text", "reads", "why"),
    [
        ("0/0", (20, 0), ""),
        ("0/0", (20, 3), ""),
        ("0/0", (12, 8), "the genotype says reference (0/0), but 8 of 20 reads show the allele"),
        ("0", (0, 20), "the genotype says reference (0), but 20 of 20 reads show the allele"),
        ("0/2", (5, 9, 6), "the genotype 0/2 does not name it, but 9 of 20 reads show the allele"),
        ("0/0", (), ""),
    ],
)
def test_an_allele_that_the_reads_show_is_never_silently_reference(text, reads, why):
    read = carriage(of(text, reads=reads), 1, x_linked=False, sex=F)

    assert (read.call, read.why) == (Call.NOT_CALLED if why else Call.ABSENT, why)


@pytest.mark.parametrize(
    ("text", "reads", "withheld"),
    [
        ("0/1", (10, 0), "the genotype 0/1 names the allele, but none of 10 reads shows it"),
        ("1/1", (30, 0), "the genotype 1/1 names the allele, but none of 30 reads shows it"),
        ("0/1", (9, 0), ""),
        ("0/1", (29, 1), ""),
    ],
)
def test_a_called_allele_that_none_of_enough_reads_shows_is_withheld(text, reads, withheld):
    assert carriage(of(text, reads=reads), 1, x_linked=False, sex=F).withheld_why == withheld


@pytest.mark.parametrize(
    ("text", "call", "zygosity"),
    [
        ("0/0/1", Call.CALLED, None),
        ("1/1/1", Call.CALLED, None),
        ("0/0/0/1", Call.CALLED, None),
        ("./././1", Call.CALLED, None),
        ("././.", Call.NOT_CALLED, None),
        ("./0/0", Call.NOT_CALLED, None),
        ("0/0/0", Call.ABSENT, None),
    ],
)
@pytest.mark.parametrize("on_x", [False, True])
def test_more_than_two_copies_are_read_and_no_zygosity_is_claimed(text, call, zygosity, on_x):
    read = carriage(of(text), 1, x_linked=on_x, sex=M)

    assert (read.call, read.zygosity) == (call, zygosity)
    assert any("copies: no zygosity is claimed" in said for said in read.warnings) is (
        call is Call.CALLED
    )


@pytest.mark.parametrize(
    ("text", "phased"),
    [("0|1", True), ("|0|1", True), ("/0|1", False), ("0/1", False), ("1", False), ("|1", False)],
)
def test_phase_is_read_with_the_sign_before_the_first_copy_of_vcf_4_4(text, phased):
    assert of(text).is_phased is phased


def test_a_stated_share_stands_in_only_where_no_reads_are_counted():
    counted = Genotype("person", "0/1", (0, 1), allele_depths=(15, 5), stated_shares=(0.5,))
    stated = Genotype("person", "0/1", (0, 1), stated_shares=(0.5,))

    assert counted.reads_of(1) == AlleleReads(0.25, 5, 20)
    assert stated.reads_of(1) == AlleleReads(0.5)
    assert stated.reads_of(0) is None


@pytest.mark.parametrize("text", ["", "0/x", "1/", "/", "0//1", "-1", "0,1", "0/1 ", "<DEL>"])
def test_what_is_no_genotype_is_not_read_as_one(text):
    assert copies_of(text) is None
