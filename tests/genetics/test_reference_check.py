"""Each REF is compared with the laboratory's reference before anything is read out of the file."""

import time

import pytest
from true_places import true_genome
from vcf_helpers import vcf_text

from genetics.errors import InputRejected
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.library.library import Library
from genetics.readers.territory import territory_of
from genetics.readers.vcf import read_vcf
from genetics.sequence.reference_check import require_reference
from genetics.sequence.slices import NO_SLICES, Slice, Slices
from genetics.variants import Assembly

GRCH37, GRCH38 = Assembly
AT = 55014829
"""A coding place of ALAS2."""


@pytest.fixture(scope="module")
def slices():
    return true_genome(GRCH38).slices()


@pytest.fixture
def required(tmp_path, slices):
    """A function that checks records of chrX against the reference, or others."""

    def check(*records, against=slices, assembly=GRCH38):
        path = tmp_path / "made.vcf"
        path.write_text(vcf_text(*records))
        reading = read_vcf(path, territory_of(load_panel()), None)
        require_reference(reading, load_panel(), assembly, against)

    return check


def record(pos, ref, alt):
    return f"chrX {pos} . {ref} {alt} . PASS . GT 0/1"


def right(slices, pos, length=1):
    return slices.of("ALAS2", GRCH38).read(pos, pos + length - 1)


def wrong(slices, pos):
    return "A" if right(slices, pos) != "A" else "C"


def other(*bases):
    return next(base for base in "ACGT" if base not in bases)


def test_a_ref_that_stands_in_the_reference_passes(required, slices):
    required(
        record(AT, right(slices, AT), other(right(slices, AT))),
        record(AT + 5, right(slices, AT + 5, 20).lower(), right(slices, AT + 5)),
        record(AT + 40, right(slices, AT + 40), "."),
    )


def test_a_ref_that_does_not_is_refused_with_its_line_and_both_bases(required, slices):
    ref, base = right(slices, AT, 3), wrong(slices, AT + 3)
    with pytest.raises(InputRejected) as error:
        required(record(AT, f"{ref}{base}", "T"))

    (mistake,) = error.value.mistakes
    assert (mistake.line, mistake.file.endswith("made.vcf")) == (8, True)
    assert mistake.what == (
        f"REF has {base} at X:{AT + 3}, but the reference of GRCh38 (made.fa) has "
        f"{right(slices, AT + 3)}"
    )
    assert "made with another reference or build: align it to this one" in mistake.remedy


def test_without_a_reference_of_the_build_nothing_is_compared(required, slices):
    base = wrong(slices, AT)
    required(record(AT, base, other(base)), against=NO_SLICES)
    required(record(AT, base, other(base)), against=true_genome(GRCH37).slices())


@pytest.mark.parametrize(
    ("ref", "alt", "passes"),
    [
        ("right", "<DEL>", True),
        ("wrong", "<DEL>", False),
        ("N", "<DEL>", True),
        ("right and a wrong one", "<DEL>", True),
        ("right and a wrong one", "<NON_REF>", True),
        ("right and a wrong one", "*", True),
        ("right and a wrong one", "G[chr2:100[", True),
        ("right and a wrong one", "T,<NON_REF>", False),
        ("right and a wrong one", ".", False),
        ("right and N", "T", True),
        ("right and R", "T", True),
        ("wrong", ".", False),
    ],
)
def test_of_symbolic_alleles_the_first_base_counts_and_an_n_says_nothing(
    required, slices, ref, alt, passes
):
    spelt = {
        "right": right(slices, AT),
        "wrong": wrong(slices, AT),
        "N": "N",
        "right and a wrong one": right(slices, AT) + wrong(slices, AT + 1),
        "right and N": f"{right(slices, AT)}N",
        "right and R": f"{right(slices, AT)}R",
    }[ref]
    if passes:
        required(record(AT, spelt, alt))
        return
    with pytest.raises(InputRejected):
        required(record(AT, spelt, alt))


def test_an_n_of_the_reference_says_nothing(required):
    unknown = Slice("ALAS2", GRCH38, "X", AT - 10, "N" * 21)
    required(record(AT, "A", "C"), against=Slices((unknown,)))


def test_a_ref_that_reaches_out_of_the_stretch_is_compared_inside_it(required, slices):
    part = Slice("ALAS2", GRCH38, "X", AT, right(slices, AT, 3), "part.fa")
    ref = wrong(slices, AT - 1) + right(slices, AT, 3) + wrong(slices, AT + 3)
    required(record(AT - 1, ref, ref[0]), against=Slices((part,)))


def test_refs_of_the_other_build_are_recognised(required, slices):
    """The stretches of both builds share a part of the chromosome, and 37 is known here as well."""
    grch37 = true_genome(GRCH37, seed=2).slices()
    alas2_37, alas2_38 = grch37.of("ALAS2", GRCH37), slices.of("ALAS2", GRCH38)
    both = range(55035488, alas2_38.end + 1)
    records = [
        record(pos, alas2_37.read(pos, pos), other(alas2_37.read(pos, pos))) for pos in both[:12]
    ]
    with pytest.raises(InputRejected) as error:
        required(*records, against=Slices((*slices, *grch37)))

    (mistake,) = error.value.mistakes
    assert "of 12 records differ" in mistake.what
    assert mistake.what.endswith("12 records lie where GRCh37 has a gene, and fit GRCh37")


def test_the_scan_refuses_such_a_file(tmp_path, slices):
    path = tmp_path / "made.vcf"
    far = 55009100
    path.write_text(vcf_text(record(far, wrong(slices, far), other(wrong(slices, far)))))
    with pytest.raises(InputRejected, match=f"REF has . at X:{far}, but the reference of GRCh38"):
        find(path, load_panel(), library=Library(slices=slices))


def test_thousands_of_records_take_no_time(required, slices):
    records = [record(p, right(slices, p), "<NON_REF>") for p in range(AT, AT + 5000)]
    started = time.process_time()
    required(*records)

    assert time.process_time() - started < 5
