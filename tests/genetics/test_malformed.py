"""The conformance corpora: each file is read, or refused in one line that says how to mend it."""

from collections import Counter
from pathlib import Path

import pytest
from vcf_helpers import called_by_reader, called_by_text, chromosomes_of, panel_around

from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.readers.territory import territory_of
from genetics.readers.vcf import read_vcf
from genetics.results import Findings
from genetics.variants import Assembly

NO_VCF = {".md", ".tbi", ".csi", ".txt"}


@pytest.fixture(scope="module")
def corpora(shared) -> Path:
    return shared / "vcf/malformed"


def files_of(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file() and p.suffix not in NO_VCF)


CHROMOSOMES = [*(str(number) for number in range(1, 23)), "X", "Y"]


def scan(path: Path) -> Findings | str:
    """Scan every record of the file as if it lay in a gene, or return the line of the refusal."""
    try:
        return find(path, panel_around(CHROMOSOMES), assembly=Assembly.GRCH37)
    except SideroscreenError as error:
        return str(error).removeprefix(str(path))


@pytest.mark.parametrize("project", ["bcftools", "cyvcf2", "hts-specs", "htslib", "vcfpy"])
def test_nothing_but_a_result_or_one_line_with_a_remedy(corpora, project, capfd):
    results = {path: scan(path) for path in files_of(corpora / project)}
    lines = [line for line in results.values() if isinstance(line, str)]

    assert len(results) > 20
    assert all("; " in line and "\n" not in line for line in lines)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("project", ["bcftools", "cyvcf2", "htslib", "vcfpy"])
def test_what_is_read_is_read_whole(corpora, project):
    """Whatever the build: each genotype is counted once more from the plain text."""
    compared = 0
    for path in files_of(corpora / project):
        if path.suffix == ".bcf":
            continue
        try:
            reading = read_vcf(path, territory_of(panel_around(chromosomes_of(path))))
        except SideroscreenError:
            continue
        compared += 1

        assert (path, +called_by_reader(reading)) == (path, +called_by_text(path))
    assert compared > 10


def test_what_must_be_read_is_read_or_has_no_samples_or_a_genotype_without_allele(corpora):
    """31 of the 76: 28 hold sites only, three name an allele where ALT is "."."""
    refused = Counter(
        line.rsplit(": ", 1)[-1].split(";")[0]
        for path in files_of(corpora / "hts-specs")
        if "passed" in path.parts and isinstance(line := scan(path), str)
    )

    assert refused == {
        "the file has no samples (sites only), so it says nothing of anybody": 28,
        "the genotype 0|1 names allele 1, the record has 0": 3,
    }


def said_of(result: Findings | str) -> bool:
    """Whether anything is said against the file, its records or their alleles."""
    if isinstance(result, str):
        return True
    genes = [gene for sample in result.samples for gene in sample.genes]
    return bool(
        result.warnings
        or any(gene.not_interpreted for gene in genes)
        or any(finding.warnings or finding.withheld for gene in genes for finding in gene.findings)
    )


# What the validator of the specification refuses, and nobody here could take for another call:
# a name of a FORMAT field, a value of the wrong type in a field that is not declared, and a
# duplicate whose genotypes are all reference.
NOTHING_TO_SAY = {
    "4.1/failed/failed_body_format_003.vcf",
    "4.2/failed/failed_body_format_003.vcf",
    "4.1/failed/failed_body_info_035.vcf",
    "4.1/failed/failed_body_sample_009.vcf",
    "4.2/failed/failed_body_sample_009.vcf",
    "4.3/failed/failed_body_sample_009.vcf",
}


def test_what_must_be_refused_is_refused_or_something_is_said(corpora):
    silent = {
        str(path.relative_to(corpora / "hts-specs/test/vcf"))
        for path in files_of(corpora / "hts-specs")
        if "failed" in path.parts and not said_of(scan(path))
    }

    assert silent == NOTHING_TO_SAY


def test_a_genotype_that_the_library_would_drop_is_refused(corpora):
    """htslib reads allele 3 of 2 as not called, without a word."""
    for version in ("4.1", "4.2", "4.3"):
        path = corpora / f"hts-specs/test/vcf/{version}/failed/failed_body_sample_001.vcf"

        assert scan(path) == (
            ":4: sample HG00096: the genotype 0/3 names allele 3, the record has 2; "
            "correct this record, or make the file again"
        )
