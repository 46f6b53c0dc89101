"""Codes and addresses of the HL7 guide for genomics reporting, as far as they were confirmed.

Each was read in the public sources of the guide (HL7/genomics-reporting, input/fsh, version
4.0.0-cibuild, read 2026-11): profiles, extensions, components, code systems. The answers of
LOINC that the guide only points to were read in published value sets: allelic state in FHIR
STU 3 (LOINC-53034-5-answerlist), chromosomes and clinical significance in the guides of other
projects. LOINC is copyright of the Regenstrief Institute; see http://loinc.org/license.
"""

from __future__ import annotations

from typing import Any

from genetics.classification import Classification
from genetics.variants import Assembly, Zygosity

LOINC = "http://loinc.org"
HGNC = "http://www.genenames.org"
HGVS = "http://varnomen.hgvs.org"
REFSEQ = "http://www.ncbi.nlm.nih.gov/refseq"
UCUM = "http://unitsofmeasure.org"
GUIDE = "http://hl7.org/fhir/uv/genomics-reporting"
ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"

Json = dict[str, Any]


def profile(name: str) -> str:
    """Return the address of a profile or extension of the guide."""
    return f"{GUIDE}/StructureDefinition/{name}"


def coded(system: str, code: str, display: str) -> Json:
    """Return a CodeableConcept of one coding."""
    return {"coding": [{"system": system, "code": code, "display": display}]}


def loinc(code: str, display: str) -> Json:
    """Return a LOINC code as a CodeableConcept."""
    return coded(LOINC, code, display)


def guides_own(code: str, display: str) -> Json:
    """Return one of the codes that the guide lends until there is a better one."""
    return coded(f"{GUIDE}/CodeSystem/tbd-codes-cs", code, display)


LABORATORY = coded(
    "http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory"
)
GENETICS = coded("http://terminology.hl7.org/CodeSystem/v2-0074", "GE", "Genetics")

REPORT = loinc("51969-4", "Genetic analysis report")
ASSESSMENT = loinc("69548-6", "Genetic variant assessment")
PRESENT = loinc("LA9633-4", "Present")
ABSENT = loinc("LA9634-2", "Absent")
IMPLICATION = guides_own("diagnostic-implication", "Diagnostic Implication")
GENETIC_COUNSELLING = loinc("LA14020-4", "Genetic counseling recommended")

GENE_STUDIED = loinc("48018-6", "Gene studied [ID]")
ASSEMBLY = loinc("62374-4", "Human reference sequence assembly version")
CHROMOSOME = {"coding": [{"system": LOINC, "code": "48000-4"}], "text": "Chromosome"}
SOURCE_CLASS = loinc("48002-0", "Genomic source class")
TRANSCRIPT = loinc("51958-7", "Transcript reference sequence [ID]")
CODING_CHANGE = loinc("48004-6", "DNA change (c.HGVS)")
PROTEIN_CHANGE = loinc("48005-3", "Amino acid change (pHGVS)")
REFERENCE_ALLELE = loinc("69547-8", "Genomic ref allele [ID]")
ALTERNATIVE_ALLELE = loinc("69551-0", "Genomic alt allele [ID]")
START_AND_END = loinc("81254-5", "Genomic allele start-end")
COORDINATES = loinc("92822-6", "Genomic coord system")
ALLELIC_STATE = loinc("53034-5", "Allelic state")
ALLELE_SHARE = loinc("81258-6", "Sample VAF")
SIGNIFICANCE = loinc("53037-8", "Genetic variation clinical significance [Imp]")

COUNTED_FROM_ONE = loinc("LA30102-0", "1-based character counting")
GERMLINE = loinc("LA6683-2", "Germline")
SOMATIC = loinc("LA6684-0", "Somatic")
BUILDS = {
    Assembly.GRCH37: loinc("LA14029-5", "GRCh37"),
    Assembly.GRCH38: loinc("LA26806-2", "GRCh38"),
}
CHROMOSOMES = {
    "2": loinc("LA21255-7", "Chromosome 2"),
    "3": loinc("LA21256-5", "Chromosome 3"),
    "X": loinc("LA21276-3", "Chromosome X"),
}
STATES = {
    Zygosity.HETEROZYGOUS: loinc("LA6706-1", "Heterozygous"),
    Zygosity.HOMOZYGOUS: loinc("LA6705-3", "Homozygous"),
    Zygosity.HEMIZYGOUS: loinc("LA6707-9", "Hemizygous"),
}
"""A mosaic, and a change beside a copy that was not called, have no answer here: words only."""

CLASSES = {
    Classification.PATHOGENIC: loinc("LA6668-3", "Pathogenic"),
    Classification.LIKELY_PATHOGENIC: loinc("LA26332-9", "Likely pathogenic"),
    Classification.UNCERTAIN: loinc("LA26333-7", "Uncertain significance"),
    Classification.LIKELY_BENIGN: loinc("LA26334-5", "Likely benign"),
    Classification.BENIGN: loinc("LA6675-8", "Benign"),
}
