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
IN_BOTH = 55035488
"""A place that lies in the ALAS2 of either build."""


@pytest.fixture(scope="module")
def slices():
    return true_genome(GRCH38).slices()


@pytest.fixture
def mistakes_in(tmp_path, slices):
    """A function that checks records of chrX against the reference, or others: what is wrong."""

    def check(*records, against=slices, assembly=GRCH38):
        path = tmp_path / "made.vcf"
        path.write_text(vcf_text(*records))
        reading = read_vcf(path, territory_of(load_panel()), None)
        try:
            require_reference(reading, load_panel(), assembly, against)
        except InputRejected as error:
            return error.mistakes
        return ()

    return check


def record(pos, ref, alt):
    return f"chrX {pos} . {ref} {alt} . PASS . GT 0/1"


def right(slices, pos, length=1):
    return slices.of("ALAS2", GRCH38).read(pos, pos + length - 1)


def wrong(slices, pos):
    return "A" if right(slices, pos) != "A" else "C"


def other(*bases):
    return next(base for base in "ACGT" if base not in bases)


def test_a_ref_that_stands_in_the_reference_passes(mistakes_in, slices):
    records = (
        record(AT, right(slices, AT), other(right(slices, AT))),
        record(AT + 5, right(slices, AT + 5, 20).lower(), right(slices, AT + 5)),
        record(AT + 40, right(slices, AT + 40), "."),
    )

    assert mistakes_in(*records) == ()


def test_a_ref_that_does_not_is_refused_with_its_line_and_both_bases(mistakes_in, slices):
    ref, base = right(slices, AT, 3), wrong(slices, AT + 3)
    (mistake,) = mistakes_in(record(AT, f"{ref}{base}", "T"))

    assert (mistake.line, mistake.file.endswith("made.vcf")) == (8, True)
    assert mistake.what == (
        f"REF has {base} at X:{AT + 3}, but the reference of GRCh38 (made.fa) has "
        f"{right(slices, AT + 3)}"
    )
    assert "made with another reference or build: align it to this one" in mistake.remedy


def test_without_a_reference_of_the_build_nothing_is_compared(mistakes_in, slices):
    of_37 = true_genome(GRCH37).slices()
    base = other(of_37.of("ALAS2", GRCH37).read(IN_BOTH, IN_BOTH))
    one = record(IN_BOTH, base, other(base))

    assert mistakes_in(one, against=NO_SLICES) == ()
    assert mistakes_in(one, against=of_37) == ()
    assert len(mistakes_in(one, against=of_37, assembly=GRCH37)) == 1


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
    mistakes_in, slices, ref, alt, passes
):
    spelt = {
        "right": right(slices, AT),
        "wrong": wrong(slices, AT),
        "N": "N",
        "right and a wrong one": right(slices, AT) + wrong(slices, AT + 1),
        "right and N": f"{right(slices, AT)}N",
        "right and R": f"{right(slices, AT)}R",
    }[ref]

    assert len(mistakes_in(record(AT, spelt, alt))) == (0 if passes else 1)


def test_an_n_of_the_reference_says_nothing(mistakes_in):
    unknown = Slice("ALAS2", GRCH38, "X", AT - 10, "N" * 21)

    assert mistakes_in(record(AT, "A", "C"), against=Slices((unknown,))) == ()


def test_a_ref_that_reaches_out_of_the_stretch_is_compared_inside_it(mistakes_in, slices):
    part = Slices((Slice("ALAS2", GRCH38, "X", AT, right(slices, AT, 3), "part.fa"),))
    before, after = wrong(slices, AT - 1), wrong(slices, AT + 3)
    inside, last = right(slices, AT, 3), wrong(slices, AT + 2)

    assert mistakes_in(record(AT - 1, before + inside + after, before), against=part) == ()
    (mistake,) = mistakes_in(record(AT - 1, before + inside[:2] + last, before), against=part)
    assert f"REF has {last} at X:{AT + 2}" in mistake.what


def test_refs_of_the_other_build_are_recognised(mistakes_in, slices):
    """The stretches of both builds share a part of the chromosome, and 37 is known here as well."""
    grch37 = true_genome(GRCH37, seed=2).slices()
    alas2_37, alas2_38 = grch37.of("ALAS2", GRCH37), slices.of("ALAS2", GRCH38)
    both = range(IN_BOTH, alas2_38.end + 1)
    records = [
        record(pos, alas2_37.read(pos, pos), other(alas2_37.read(pos, pos))) for pos in both[:12]
    ]
    (mistake,) = mistakes_in(*records, against=Slices((*slices, *grch37)))

    assert "of 12 records differ" in mistake.what
    assert mistake.what.endswith("12 records lie where GRCh37 has a gene, and fit GRCh37")


def test_the_scan_refuses_such_a_file(tmp_path, slices):
    path = tmp_path / "made.vcf"
    far = 55009100
    path.write_text(vcf_text(record(far, wrong(slices, far), other(wrong(slices, far)))))
    with pytest.raises(InputRejected, match=f"REF has . at X:{far}, but the reference of GRCh38"):
        find(path, load_panel(), library=Library(slices=slices))


def test_thousands_of_records_take_no_time(mistakes_in, slices):
    records = [record(p, right(slices, p), "<NON_REF>") for p in range(AT, AT + 5000)]
    started = time.process_time()

    assert mistakes_in(*records) == ()
    assert time.process_time() - started < 5
