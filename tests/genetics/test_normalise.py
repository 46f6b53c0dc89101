"""Equal changes are written alike; what cannot be aligned without the reference is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genetics.normalise import normalise, why_not_interpreted
from genetics.variants import Assembly

GRCH38 = Assembly.GRCH38
bases = st.text("ACGT", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "written"),
    [
        (10, "A", "G", "10 A>G"),
        (10, "CAG", "CTG", "11 A>T"),
        (10, "TCACA", "TCA", "10 TCA>T"),
        (10, "GAT", "GATAT", "10 G>GAT"),
        (10, "AC", "GT", "10 AC>GT"),
        (10, "ACGT", "ATGT", "11 C>T"),
        (10, "acg", "atg", "11 C>T"),
        (10, "CTCC", "CCC", "10 CT>C"),
        (10, "CCT", "CT", "10 CC>C, not left-aligned"),
        (10, "AA", "A", "10 AA>A, not left-aligned"),
        (10, "A", "AA", "10 A>AA, not left-aligned"),
        (10, "ATA", "A", "10 ATA>A, not left-aligned"),
        (10, "GAAA", "GAA", "10 GA>G"),
    ],
)
def test_an_allele_is_written_the_shortest_way(pos, ref, alt, written):
    normalised = normalise(GRCH38, "X", pos, ref, alt)
    variant = normalised.variant
    aligned = "" if normalised.left_aligned else ", not left-aligned"

    assert f"{variant.pos} {variant.ref}>{variant.alt}{aligned}" == written


@given(bases, bases, bases, bases)
def test_shared_bases_around_an_allele_change_nothing(before, ref, alt, behind):
    """What an allele does to the sequence stays the same; a second time changes nothing."""
    if ref == alt:
        return
    start, end = before + ref + behind, before + alt + behind
    variant = normalise(GRCH38, "X", 1, start, end).variant
    at = variant.pos - 1

    assert start[at : at + len(variant.ref)] == variant.ref
    assert start[:at] + variant.alt + start[at + len(variant.ref) :] == end
    assert normalise(GRCH38, "X", variant.pos, variant.ref, variant.alt).variant == variant


@given(st.text("ACGT", min_size=12, max_size=20), st.integers(2, 6), st.integers(1, 3))
def test_every_spelling_of_a_deletion_inside_its_repeat_gives_the_same_or_is_marked(
    sequence, at, length
):
    """All places where the deletion can be written: alike if left-aligned, else marked."""
    deleted = sequence[:at] + sequence[at + length :]
    spellings = {
        normalise(GRCH38, "X", place, sequence[place - 1 : place + length], sequence[place - 1])
        for place in range(1, len(sequence) - length + 1)
        if sequence[:place] + sequence[place + length :] == deleted
    }
    aligned = {spelling.variant for spelling in spellings if spelling.left_aligned}

    assert len(aligned) <= 1


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "touched"),
    [
        (10, "A", "G", (10, 10)),
        (10, "AC", "GT", (10, 11)),
        (10, "TCA", "T", (11, 12)),
        (10, "G", "GAT", (10, 11)),
        (10, "GCC", "AT", (10, 12)),
    ],
)
def test_the_base_before_a_deletion_is_not_touched(pos, ref, alt, touched):
    assert normalise(GRCH38, "X", pos, ref, alt).touched == touched


@pytest.mark.parametrize(
    ("ref", "alt", "reason"),
    [
        ("A", "G", ""),
        ("a", "g", ""),
        ("A", "*", "a deletion that another record describes"),
        ("A", "<NON_REF>", "any other allele"),
        ("A", "<*>", "any other allele"),
        ("A", "<DEL>", "symbolic"),
        ("A", "<CNV:TR>", "symbolic"),
        ("A", "A[chr2:100[", "breakend"),
        ("A", "]chr2:100]A", "breakend"),
        ("A", ".A", "breakend"),
        ("A", "A.", "breakend"),
        ("N", "A", "REF N holds other letters"),
        ("A", "N", "allele N holds other letters"),
        ("A", "R", "allele R holds other letters"),
        ("A", "A T", "holds other letters"),
        ("A", "a", "the same as REF"),
    ],
)
def test_what_is_no_small_change_says_why(ref, alt, reason):
    said = why_not_interpreted(ref, alt)

    assert reason in said
    assert bool(reason) == bool(said)
