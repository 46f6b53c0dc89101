"""Which sex the genotypes look like: three answers, and the recorded sex is never changed."""

import pytest
from vcf_helpers import vcf_text

from genetics.findings import find
from genetics.inheritance import Sex
from genetics.kin.descent import Place
from genetics.kin.sexes import SEX_MISMATCH, SexCounts, looks_like, sex_mismatch
from genetics.messages import Message

MALE, FEMALE, UNKNOWN = Sex


@pytest.mark.parametrize(
    ("heterozygous", "alike", "single", "on_y", "sex"),
    [
        (0, 19, 0, 0, UNKNOWN),
        (0, 20, 0, 0, MALE),
        (0, 0, 20, 0, MALE),
        (3, 17, 0, 0, MALE),
        (4, 16, 0, 0, UNKNOWN),
        (7, 13, 0, 0, FEMALE),
        (20, 0, 0, 0, FEMALE),
        (20, 0, 0, 20, UNKNOWN),
        (0, 0, 0, 20, MALE),
        (0, 0, 0, 19, UNKNOWN),
    ],
)
def test_what_genotypes_look_like(heterozygous, alike, single, on_y, sex):
    assert looks_like(SexCounts(heterozygous, alike, single, on_y)).sex is sex


def test_few_sites_are_said_with_their_number():
    told = looks_like(SexCounts(heterozygous=3)).in_words
    assert told == "cannot tell: 3 telling genotypes on X, 20 needed (assumed)"


@pytest.mark.parametrize(
    ("copies", "place", "counted"),
    [
        ((0, 1), Place.X, (1, 0, 0, 0)),
        ((1, 2), Place.X, (1, 0, 0, 0)),
        ((1, 1), Place.X, (0, 1, 0, 0)),
        ((0, 0), Place.X, (0, 0, 0, 0)),
        ((0,), Place.X, (0, 0, 1, 0)),
        ((None, 1), Place.X, (0, 0, 0, 0)),
        ((), Place.X, (0, 0, 0, 0)),
        ((1,), Place.Y, (0, 0, 0, 1)),
        ((0,), Place.Y, (0, 0, 0, 0)),
        ((0, 1), Place.PSEUDOAUTOSOMAL, (0, 0, 0, 0)),
        ((0, 1), Place.AUTOSOME, (0, 0, 0, 0)),
    ],
)
def test_what_counts(copies, place, counted):
    counts = SexCounts()
    counts.see(copies, place)
    assert (counts.heterozygous, counts.alike, counts.single, counts.on_y) == counted


@pytest.mark.parametrize(
    ("recorded", "counts", "is_said"),
    [
        (MALE, SexCounts(heterozygous=30), True),
        (FEMALE, SexCounts(single=30), True),
        (MALE, SexCounts(single=30), False),
        (FEMALE, SexCounts(heterozygous=30), False),
        (UNKNOWN, SexCounts(heterozygous=30), False),
        (MALE, SexCounts(heterozygous=3), False),
    ],
)
def test_a_mismatch_is_said_only_where_both_are_known(recorded, counts, is_said):
    told = sex_mismatch("S1", recorded, looks_like(counts))
    assert (told is not None) == is_said
    assert told is None or told.id == SEX_MISMATCH


def test_a_scan_says_it_and_keeps_the_recorded_sex(tmp_path, panel):
    records = [f"chrX {55015800 + n} . N T . PASS . GT 0/1 1" for n in range(25)]
    path = tmp_path / "sexes.vcf"
    path.write_text(vcf_text(*records, samples=("S1", "S2")))

    found = find(path, panel, sexes={"S1": MALE, "S2": FEMALE})

    told = {one.id: str(one) for one in found.warnings if isinstance(one, Message)}
    assert {"SEX_MISMATCH", "MALE_HET_X", "SEX_CONFLICT"} == set(told)
    mismatches = [one for one in found.warnings if str(one).startswith("SEX_MISMATCH")]
    assert mismatches[0].startswith(
        "SEX_MISMATCH: sample S1 is recorded as male, but looks female: 25 of 25 telling"
    )
    assert mismatches[1].startswith("SEX_MISMATCH: sample S2 is recorded as female, but looks male")
    assert [one.sex for one in found.samples] == [MALE, FEMALE]
