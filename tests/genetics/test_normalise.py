"""Equal changes are written alike; what cannot be aligned without the reference is marked."""

import random
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genetics.normalise import normalise, why_not_interpreted
from genetics.sequence.slices import Slice
from genetics.variants import Assembly

GRCH37, GRCH38 = Assembly
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


# --- with the reference ---


REFERENCE = "GACACACATTTTTGNTTTTC"
"""Bases 101 to 120 of a chromosome."""


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "written"),
    [
        (112, "TT", "T", "108 AT>A"),
        (112, "T", "TT", "108 A>AT"),
        (113, "T", "TTTTT", "108 A>ATTTT"),
        (105, "CA", "CACACA", "101 G>GACAC"),
        (103, "CACA", "CA", "101 GAC>G"),
        (102, "AC", "A", "102 AC>A"),
        (104, "AC", "GT", "104 AC>GT"),
        (103, "CACAC", "CAGAC", "105 C>G"),
        (107, "CATTT", "CATT", "108 AT>A"),
        (109, "TTTTTG", "TTTTTA", "114 G>A"),
        # where the bases end, or are not known
        (101, "GA", "A", "101 GA>A, not left-aligned"),
        (119, "TC", "C", "116 TT>T, not left-aligned"),
        (118, "TT", "T", "116 TT>T, not left-aligned"),
        (120, "CA", "A", "120 CA>A, not left-aligned"),
        (99, "TT", "T", "99 TT>T, not left-aligned"),
        # REF is not what stands there
        (112, "AA", "A", "112 AA>A, not left-aligned"),
        (114, "GAT", "GT", "114 GA>G"),
    ],
)
def test_with_the_reference_an_allele_is_written_furthest_left(pos, ref, alt, written):
    stretch = Slice("ALAS2", GRCH38, "X", 101, REFERENCE)
    normalised = normalise(GRCH38, "X", pos, ref, alt, stretch)
    variant = normalised.variant
    aligned = "" if normalised.left_aligned else ", not left-aligned"

    assert f"{variant.pos} {variant.ref}>{variant.alt}{aligned}" == written


@pytest.mark.parametrize(
    ("pos", "ref", "alt", "touched"),
    [
        (108, "AT", "A", (109, 113)),
        (112, "TT", "T", (109, 113)),
        (110, "T", "TT", (108, 114)),
        (103, "CACA", "CA", (102, 108)),
        (105, "C", "CAC", (101, 109)),
        (109, "TT", "AG", (109, 110)),
        (107, "CA", "T", (107, 108)),
        (117, "TT", "T", (117, 119)),
    ],
)
def test_a_change_touches_every_base_at_which_it_can_be_written(pos, ref, alt, touched):
    stretch = Slice("ALAS2", GRCH38, "X", 101, REFERENCE)

    assert normalise(GRCH38, "X", pos, ref, alt, stretch).touched == touched


@pytest.mark.parametrize(("assembly", "chrom"), [(GRCH37, "X"), (GRCH38, "3")])
def test_the_reference_of_another_build_or_chromosome_is_not_used(assembly, chrom):
    stretch = Slice("ALAS2", GRCH38, "X", 101, REFERENCE)

    assert not normalise(assembly, chrom, 112, "TT", "T", stretch).left_aligned


@given(st.text("AC", min_size=30, max_size=30), st.integers(2, 20), st.integers(1, 6))
def test_every_spelling_of_a_deletion_is_written_alike(sequence, at, length):
    """All places where the deletion can be written give one allele, or reach the stretch's edge."""
    stretch = Slice("ALAS2", GRCH38, "X", 1, sequence)
    deleted = sequence[:at] + sequence[at + length :]
    spellings = {
        normalise(
            GRCH38, "X", place, sequence[place - 1 : place + length], sequence[place - 1], stretch
        )
        for place in range(1, len(sequence) - length + 1)
        if sequence[:place] + sequence[place + length :] == deleted
    }

    assert len(spellings) == 1


def with_repeats(chance, length):
    """A sequence of random bases, homopolymers and tandem repeats."""
    parts, done = [], 0
    while done < length:
        unit = "".join(chance.choice("ACGT") for _ in range(chance.choice([1, 1, 2, 3, 4, 7])))
        parts.append(chance.choice([unit, unit * chance.randint(2, 12)]))
        done += len(parts[-1])
    return "".join(parts)


def change(chance, sequence):
    """A place, REF and ALT, written more or less plainly: often with shared bases around it."""
    start = chance.randrange(300, len(sequence) - 100)
    gone = sequence[start : start + chance.choice([0, 0, 1, 1, 2, 3, 4, 6, 12, 40])]
    kind = chance.choice(["deletion", "duplication", "insertion", "delins", "MNV", "inversion"])
    new = {
        "deletion": "",
        "duplication": gone * chance.randint(2, 3),
        "insertion": gone + "".join(chance.choices("ACGT", k=chance.randint(1, 5))),
        "delins": "".join(chance.choices("ACGT", k=chance.randint(1, 6))),
        "MNV": "".join(chance.choice("ACGT") for _ in gone),
        "inversion": gone[::-1],
    }[kind]
    before, behind = chance.choice([1, 1, 1, 0, 2, 5]), chance.choice([0, 0, 1, 3])
    if not (gone and new):
        before = max(before, 1)
    left = sequence[start - before : start]
    end = start + len(gone)
    right = sequence[end : end + behind]
    return start - before + 1, f"{left}{gone}{right}", f"{left}{new}{right}"


@pytest.mark.skipif(not shutil.which("bcftools"), reason="bcftools is not installed")
@pytest.mark.parametrize("number", [1000, pytest.param(20_000, marks=pytest.mark.long)])
def test_bcftools_norm_writes_every_allele_in_the_same_way(tmp_path, number):
    chance = random.Random(number)
    sequence = with_repeats(chance, 4000 + number)
    (tmp_path / "made.fa").write_text(f">X\n{sequence}\n")
    changes = [change(chance, sequence) for _ in range(2 * number)]
    changes = [(pos, ref, alt) for pos, ref, alt in changes if ref != alt][:number]
    assert len(changes) == number
    header = f"##fileformat=VCFv4.2\n##contig=<ID=X,length={len(sequence)}>\n"
    rows = [f"X\t{pos}\t{at}\t{ref}\t{alt}\t.\t.\t." for at, (pos, ref, alt) in enumerate(changes)]
    columns = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
    (tmp_path / "made.vcf").write_text("\n".join([header + columns, *rows, ""]))
    done = subprocess.run(
        ["bcftools", "norm", "-f", tmp_path / "made.fa", tmp_path / "made.vcf"],
        capture_output=True,
        check=True,
        text=True,
    )
    theirs = {}
    for line in done.stdout.splitlines():
        if not line.startswith("#"):
            _, pos, at, ref, alt, *_ = line.split("\t")
            theirs[int(at)] = f"{pos} {ref}>{alt}"

    stretch = Slice("ALAS2", GRCH38, "X", 1, sequence)
    ours = {}
    for at, written in enumerate(changes):
        normalised = normalise(GRCH38, "X", *written, stretch)
        assert normalised.left_aligned
        variant = normalised.variant
        ours[at] = f"{variant.pos} {variant.ref}>{variant.alt}"
    different = {at: (changes[at], ours[at], theirs[at]) for at in ours if ours[at] != theirs[at]}

    assert len(theirs) == number
    assert different == {}
    assert sum(f"{p} {r}>{a}" != ours[at] for at, (p, r, a) in enumerate(changes)) > number / 4
