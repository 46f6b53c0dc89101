"""Whether the reads look like a mosaic: one row for each case of the rule."""

import pytest

from genetics.allele_reads import wilson
from genetics.answers import Answer
from genetics.genotypes import Genotype, carriage, copies_of
from genetics.inheritance import Sex
from genetics.mosaicism import SETTLED_BY, mosaicism_of

M, F, U = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN
NO, CANNOT_TELL = Answer.NO, Answer.CANNOT_TELL


def judged(text, reads=(), *, on_x=False, sex=F, shares=()):
    genotype = Genotype("person", text, copies_of(text), allele_depths=reads, stated_shares=shares)
    return mosaicism_of(genotype, 1, carriage(genotype, 1, x_linked=on_x, sex=sex))


@pytest.mark.parametrize(
    ("text", "reads", "on_x", "sex", "answer", "why"),
    [
        ("0/1", (60, 60), False, F, NO, "60 of 120 reads (50 %; 95 % interval 41 % to 59 %) show the allele, as expected (35 % to 65 %)"),
        ("0/1", (15, 15), False, F, NO, "15 of 30 reads (50 %; 95 % interval 33 % to 67 %) show the allele, as expected (35 % to 65 %); so few reads do not exclude another share"),
        ("0/1", (106, 14), False, F, CANNOT_TELL, "14 of 120 reads (12 %; 95 % interval 7 % to 19 %) show the allele, 35 % to 65 % expected: a mosaic, an imbalance of the alleles, a foreign sample, or another number of copies"),
        ("0/1", (20, 100), False, F, CANNOT_TELL, "100 of 120 reads (83 %; 95 % interval 76 % to 89 %) show the allele, 35 % to 65 % expected: a mosaic, an imbalance of the alleles, a foreign sample, or another number of copies"),
        ("0/1", (4, 5), False, F, CANNOT_TELL, "5 of 9 reads (56 %; 95 % interval 27 % to 81 %) show the allele: too few to weigh a share"),
        ("1/1", (0, 100), False, F, NO, "100 of 100 reads (100 %; 95 % interval 96 % to 100 %) show the allele, as expected (over 90 %)"),
        ("1/1", (15, 15), False, F, CANNOT_TELL, "15 of 30 reads (50 %; 95 % interval 33 % to 67 %) show the allele, over 90 % expected: a mosaic, an imbalance of the alleles, a foreign sample, or another number of copies"),
        ("1", (20, 100), True, M, CANNOT_TELL, "100 of 120 reads (83 %; 95 % interval 76 % to 89 %) show the allele, over 90 % expected: a mosaic, an imbalance of the alleles, a foreign sample, or another number of copies"),
        ("0/1", (60, 60), True, M, CANNOT_TELL, "60 of 120 reads (50 %; 95 % interval 41 % to 59 %) show the allele, on the single X of a man"),
        ("0/1", (60, 60), True, U, CANNOT_TELL, "60 of 120 reads (50 %; 95 % interval 41 % to 59 %) show the allele; which share to expect is not known (0/1)"),
        ("./1", (60, 60), False, F, CANNOT_TELL, "60 of 120 reads (50 %; 95 % interval 41 % to 59 %) show the allele; which share to expect is not known (./1)"),
        ("0/0/1", (80, 40), False, F, CANNOT_TELL, "40 of 120 reads (33 %; 95 % interval 26 % to 42 %) show the allele; which share to expect is not known (0/0/1)"),
    ],
)  # fmt: skip
def test_the_share_of_the_reads_is_weighed(text, reads, on_x, sex, answer, why):
    told = judged(text, reads, on_x=on_x, sex=sex)

    assert (told.answer, told.why) == (answer, why)
    assert told.settle == (SETTLED_BY if answer is CANNOT_TELL else "")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.97])
@pytest.mark.parametrize("text", ["0/1", "1/1", "1", "./1", "0/0/1"])
def test_one_vcf_never_shows_a_mosaic(text, share):
    for told in (
        judged(text, (round(200 * (1 - share)), round(200 * share))),
        judged(text, shares=(share,)),
    ):
        assert told.answer is not Answer.YES


def test_a_share_that_is_only_stated_is_said_to_be_so():
    assert judged("0/1", shares=(0.12,)).in_words.startswith(
        "cannot tell: 12 % of the reads, as the caller states (not counted by allele) show"
    )
    assert judged("0/1", shares=(0.5,)).answer is NO


def test_without_reads_and_share_nothing_is_said():
    assert judged("0/1") is None


@pytest.mark.parametrize(
    ("reads", "total", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (14, 120, 0.0708, 0.1864),
        (1, 2, 0.0945, 0.9055),
    ],
)
def test_the_interval_of_wilson(reads, total, low, high):
    assert wilson(reads, total) == pytest.approx((low, high), abs=2e-4)
