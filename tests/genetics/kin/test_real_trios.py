"""Real trios: every genotype as bcftools prints it, and what child and parents tell."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from vcf_helpers import chromosomes_of, panel_around, text_of

from genetics.answers import Answer
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.readers.territory import territory_of
from genetics.readers.vcf import read_vcf
from genetics.results import Findings
from genetics.variants import Assembly
from pedigrees.readers.ped import read_ped

TRIOS = (
    "gemini/test.auto_dom.vcf",
    "gemini/test.auto_rec.vcf",
    "gemini/test.comp_het.vcf",
    "gemini/test.de_novo.vcf",
    "gemini/test.mendel.vcf",
    "gemini/test.x-linked.vcf",
    "genmod/multi_allele_example.vcf",
    "genmod/test_vcf_regions_models_scored.vcf",
    "ngsbits/UpdHunter_in1.vcf.gz",
    "scout/643594.clinical.SV.vcf.gz",
    "scout/643594.clinical.mei.vcf.gz",
    "scout/643594.clinical.str.stranger.vcf.gz",
    "scout/643594.clinical.vcf.gz",
    "scout/643594.research.vcf.gz",
    "slivar/comphet-test-case.vcf",
    "slivar/comphet.csq.vcf",
)
LONG = ("ngsbits/",)


@pytest.mark.skipif(shutil.which("bcftools") is None, reason="bcftools is not installed")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.long) if name.startswith(LONG) else name
        for name in TRIOS
    ],
)
def test_the_genotypes_of_a_real_trio_are_what_bcftools_prints(shared, name):
    path = shared / "vcf/trios" / name
    form = "%CHROM\t%POS\t%REF\t%ALT[\t%GT]\n"
    printed = subprocess.run(
        ["bcftools", "query", "-f", form, path], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    territory = territory_of(panel_around(chromosomes_of(path)))
    samples = text_of_samples(path)
    ours = [
        "\t".join(
            (re.sub("^chr", "", record.place.split(":")[0], flags=re.IGNORECASE), str(record.pos), record.ref, ",".join(record.alts) or ".", *record.texts)
        )
        for record in read_vcf(path, territory, None, samples).records
    ]  # fmt: skip

    assert ours == [re.sub("^chr", "", line, flags=re.IGNORECASE) for line in printed]
    assert ours


def text_of_samples(path: Path) -> list[str]:
    (columns,) = (line for line in text_of(path) if line.startswith("#CHROM"))
    return columns.split("\t")[9:]


def found_in(shared, vcf, ped, assembly=None) -> Findings:
    path = shared / "vcf/trios" / vcf
    people = read_ped(shared / "vcf/trios" / ped).people
    return find(
        path,
        panel_around(chromosomes_of(path)),
        assembly=assembly,
        sexes={one.id: one.sex for one in people},
        parents={one.id: Parents(one.mother, one.father) for one in people},
    )


def test_a_compound_heterozygous_pair_of_two_sibs_is_in_trans_by_their_parents(shared):
    found = found_in(shared, "slivar/comphet-test-case.vcf", "slivar/comphet-test-case.ped")

    for child in ("SID_3", "SID_4"):
        (pair,) = (pair for gene in found.of(child).genes for pair in gene.pairs)
        assert pair.phase == "in trans (parents)"
        assert {one.parental_origin for one in found.of(child).findings} == {"mother", "father"}
    for parent in ("SID_1", "SID_2"):
        assert {one.de_novo for one in found.of(parent).findings} == {None}


def test_two_changes_that_the_mother_has_as_well_are_in_cis(shared):
    found = found_in(shared, "slivar/comphet.csq.vcf", "slivar/comphet.csq.ped")
    pairs = [pair.phase for gene in found.of("UDN810123").genes for pair in gene.pairs]

    assert pairs == ["in cis (parents)"]


# --- against the text, read a second way ---


@pytest.mark.parametrize(
    ("vcf", "ped", "assembly"),
    [
        ("gemini/test.de_novo.vcf", "gemini/test.de_novo.ped", Assembly.GRCH37),
        ("gemini/test.comp_het.vcf", "gemini/test.comp_het.ped", Assembly.GRCH37),
        ("gemini/test.mendel.vcf", "gemini/test.mendel.ped", Assembly.GRCH37),
        ("slivar/comphet.csq.vcf", "slivar/comphet.csq.ped", None),
        pytest.param(
            "scout/643594.clinical.vcf.gz", "scout/643594.ped", None, marks=pytest.mark.long
        ),
    ],
)
def test_new_in_a_child_is_only_what_the_text_of_both_parents_lacks(shared, vcf, ped, assembly):
    """Yes, no and cannot tell of each change of one base, counted from the lines themselves."""
    found = found_in(shared, vcf, ped, assembly)
    people = {one.id: one for one in read_ped(shared / "vcf/trios" / ped).people}
    lines = dict(calls_of(shared / "vcf/trios" / vcf))
    judged = 0
    for result in found.samples:
        child = people[result.sample]
        for finding in result.findings if child.mother in lines and child.father in lines else ():
            variant = finding.variant
            key = (variant.chrom, variant.pos, variant.ref, variant.alt)
            if len(variant.ref) != 1 or len(variant.alt) != 1 or finding.withheld:
                continue
            asked = [child.mother]
            if not (variant.chrom == "X" and result.sex is Sex.MALE):
                asked.append(child.father)
            calls = [lines[parent][key] for parent in asked]
            judged += 1
            answer = finding.de_novo.answer
            if any("1" in genotype and reads != 0 for genotype, _, reads in calls):
                assert answer is not Answer.YES
            if any("." in genotype for genotype, _, _ in calls):
                assert answer is not Answer.YES
            if answer is Answer.YES:
                assert all(g in {"0/0", "0|0", "0"} and depth >= 30 for g, depth, _ in calls)
                assert all(reads / depth < 0.01 for _, depth, reads in calls)
            if answer is Answer.NO:
                assert any("1" in genotype for genotype, _, _ in calls)
    assert judged


def calls_of(path: Path) -> Iterator[tuple[str, dict]]:
    """Yield each sample with its genotype, depth and reads of the allele, allele by allele."""
    rows = [line.split("\t") for line in text_of(path) if line and line[0] != "#"]
    for number, sample in enumerate(text_of_samples(path)):
        calls = {}
        for row in rows:
            values = dict(zip(row[8].split(":"), row[9 + number].split(":"), strict=False))
            for allele, alt in enumerate(row[4].split(","), start=1):
                copies = re.split(r"([/|])", values.get("GT", "."))
                one = "".join(
                    {"0": "0", str(allele): "1"}.get(copy, copy if copy in "./|" else "0")
                    for copy in copies
                )
                depths = [
                    int(depth) for depth in values.get("AD", "").split(",") if depth.isdigit()
                ]
                reads = depths[allele] if len(depths) > allele else 0
                chrom = re.sub("^chr", "", row[0], flags=re.IGNORECASE)
                calls[chrom, int(row[1]), row[3].upper(), alt.upper()] = (one, sum(depths), reads)
        yield sample, calls
