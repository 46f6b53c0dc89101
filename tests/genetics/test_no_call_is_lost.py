"""Whatever a file holds: each allele that a genotype names is found, listed, or refused aloud."""

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vcf_helpers import vcf_text

from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.reference.tables import load_reference_bases
from genetics.variants import Assembly

SAMPLES = ("mother", "father", "child")
bases = st.text("ACGT", min_size=1, max_size=4)
alternatives = st.lists(
    bases | st.sampled_from(["*", "<DEL>", "<NON_REF>", "N", "A[chr2:10["]),
    min_size=1,
    max_size=3,
    unique=True,
)


def genotypes(highest: int) -> st.SearchStrategy[str]:
    copies = st.sampled_from([".", *(str(allele) for allele in range(highest + 1))])
    called = st.lists(copies, min_size=1, max_size=3)
    return called.flatmap(lambda made: st.sampled_from("/|").map(lambda bar: bar.join(made)))


# Places in and beside an exon where no base of the reference is known, so none is contradicted.
KNOWN = load_reference_bases()[Assembly.GRCH38]
places = st.sampled_from(
    [
        (f"chr{chrom}", pos)
        for chrom, first in (("3", 39391441), ("X", 55021052))
        for pos in range(first, first + 250, 5)
        if not any((chrom, pos + more) in KNOWN for more in range(4))
    ]
)


@st.composite
def records(draw) -> tuple[str, int, str, list[str], list[str], list[str]]:
    chrom, pos = draw(places)
    alts = draw(alternatives)
    beyond = draw(st.sampled_from([0] * 19 + [1]))
    called = [draw(genotypes(len(alts) + beyond)) for _ in SAMPLES]
    depths = [draw(st.sampled_from(["0", "30", "."])) for _ in SAMPLES]
    return chrom, pos, draw(bases), alts, called, depths


def written(record) -> str:
    chrom, pos, ref, alts, called, depths = record
    columns = " ".join(f"{text}:{depth}" for text, depth in zip(called, depths, strict=True))
    return f"{chrom} {pos} . {ref} {','.join(alts)} . PASS . GT:DP {columns}"


def named(record, number: int) -> set[int]:
    return {int(copy) for copy in re.findall(r"\d+", record[4][number])} - {0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("made")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(records(), min_size=1, max_size=5), st.sampled_from(list(Sex)))
def test_each_named_allele_is_accounted_for(panel, folder, made, sex):
    path = folder / "made.vcf"
    path.write_text(
        vcf_text(*map(written, made), samples=SAMPLES, header=("##fileformat=VCFv4.2",))
    )
    beyond = any(max(named(r, n), default=0) > len(r[3]) for r in made for n in range(3))
    sexes = dict.fromkeys(SAMPLES, sex)
    if beyond:
        with pytest.raises(SideroscreenError, match="names allele"):
            find(path, panel, assembly=Assembly.GRCH38, sexes=sexes)
        return
    result = find(path, panel, assembly=Assembly.GRCH38, sexes=sexes)

    for number, sample in enumerate(result.samples):
        genes = sample.genes
        listed = sum(len(g.findings) + len(g.not_interpreted) + len(g.not_called) for g in genes)
        warned = sum("stands in" in w for f in sample.findings for w in f.warnings)
        withheld = sum(finding.withheld for finding in sample.findings)
        wanted = sum(len(named(record, number)) for record in made)

        assert listed + len(made) * (warned + withheld) >= wanted
        for finding in sample.findings:
            assert finding.zygosity is None or len(finding.genotype) > 0
            if sex is Sex.MALE and finding.gene == "ALAS2":
                assert str(finding.zygosity) != "homozygous"
            if sex is Sex.UNKNOWN and finding.gene == "ALAS2":
                assert str(finding.zygosity) in {"present, other copy not called", "None"}


@settings(max_examples=60, deadline=None)
@given(st.lists(records(), min_size=2, max_size=5))
def test_the_order_of_the_records_changes_no_finding(panel, folder, made):
    path = folder / "order.vcf"
    shown = []
    for order in (made, made[::-1]):
        path.write_text(
            vcf_text(*map(written, order), samples=SAMPLES, header=("##fileformat=VCFv4.2",))
        )
        try:
            result = find(path, panel, assembly=Assembly.GRCH38)
        except SideroscreenError:
            shown.append(None)
        else:
            shown.append(
                [
                    {(str(f.variant), f.withheld) for f in sample.findings}
                    for sample in result.samples
                ]
            )

    assert all(one == other for one, other in pairwise(shown))
