"""The diagnosis line: only what gene, mechanism and clinical facts together allow to be said."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.gene_schema import ValidityClass
from genetics.panel import Disease, Gene, Validity
from genetics.phrases import marked, own, say
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.pattern import familial_variant
from pedigrees.plan import DiseaseClass, Pattern
from reports.basis import Basis
from reports.words import day_in_words, one_year_after

NO_DIAGNOSIS = marked("No molecular diagnosis")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The line itself, the disease it names (None: none), and what must be added to it."""

    line: str
    disease: Disease | None = None
    gene: Gene | None = None
    remarks: tuple[str, ...] = ()

    @property
    def validity(self) -> Validity | None:
        """Return how well the link of gene and disease is established, None if not on file."""
        if self.gene is None or self.disease is None:
            return None
        return link_of(self.gene, self.disease)


def diagnosis_of(basis: Basis) -> Diagnosis:
    """Return the diagnosis line, case by case.

    * stopped: none is stated;
    * ALAS2 loss of function, and the clinical facts say sideroblastic: X-linked
      sideroblastic anaemia; without the clinical facts only the disease that the variant
      belongs to; direction of effect not settled: none;
    * ALAS2 gain of function: X-linked protoporphyria, never sideroblastic anaemia;
    * ABCB7, SLC25A38 with two variants in trans: the disease of the gene;
    * one SLC25A38 variant, unknown phase, STEAP3, VUS, nothing found: no molecular diagnosis.

    An MDS-RS diagnosis of the clinician beside a finding is named, and left to a person.
    """
    if basis.stopped:
        return Diagnosis(say("No diagnosis is stated: the case is stopped"))
    found = _from_the_pattern(basis)
    if not basis.holds("MDS_RS"):
        return found
    return Diagnosis(
        _beside_mds(found, basis), found.disease, found.gene, (*found.remarks, say(MDS))
    )


def _from_the_pattern(basis: Basis) -> Diagnosis:
    pattern = basis.plan.pattern
    if pattern in (Pattern.XL_M, Pattern.XL_F):
        return _x_linked(basis)
    if pattern is Pattern.AR:
        return _recessive(basis)
    return Diagnosis(_without_diagnosis(pattern))


def _x_linked(basis: Basis) -> Diagnosis:
    familial = familial_variant(basis.case)
    if familial is None:
        return Diagnosis(say(NO_DIAGNOSIS))
    gene = basis.panel.gene(familial.gene)
    if familial.gene == DiseaseClass.ABCB7:
        return _in_whom(gene, gene.diseases[0], familial, basis)
    if basis.holds("ALAS2_GOF"):
        disease = _by_mechanism(gene, "GOF")
        named = _with_ids(gene, disease)
        line = say("{disease}; not X-linked sideroblastic anaemia", disease=named)
        return Diagnosis(line, disease, gene)
    if not basis.holds("ALAS2_LOF"):
        return Diagnosis(
            say(
                "No diagnosis is stated: the direction of effect of the ALAS2 variant is not "
                "settled"
            )
        )
    disease = _by_mechanism(gene, "LOF")
    if basis.holds("sideroblastic"):
        return _in_whom(gene, disease, familial, basis)
    return Diagnosis(
        say("The variant belongs to {disease}", disease=_with_ids(gene, disease)),
        disease,
        gene,
        (
            say(
                "The clinical entries do not show sideroblastic anaemia in this person: neither "
                "ring sideroblasts nor anaemia nor a clinician's diagnosis is entered. No "
                "diagnosis of the disease is stated."
            ),
        ),
    )


def _in_whom(gene: Gene, disease: Disease, finding: Finding, basis: Basis) -> Diagnosis:
    """Name the disease, ", in a heterozygous woman"; for a man nothing is added."""
    line = _with_ids(gene, disease)
    if basis.plan.pattern is not Pattern.XL_F:
        return Diagnosis(line, disease, gene)
    if finding.zygosity in COPIES_TOLD:
        told = IN_A_GIRL_WITH if basis.minor else IN_A_WOMAN_WITH
        line = say(told, disease=line, zygosity=say(finding.zygosity))
    else:
        line = say(IN_A_GIRL if basis.minor else IN_A_WOMAN, disease=line)
    return Diagnosis(line, disease, gene)


COPIES_TOLD = (Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS)
IN_A_WOMAN = marked("{disease}, in a woman")
IN_A_WOMAN_WITH = marked("{disease}, in a {zygosity} woman")
IN_A_GIRL = marked("{disease}, in a girl")
IN_A_GIRL_WITH = marked("{disease}, in a {zygosity} girl")


def _recessive(basis: Basis) -> Diagnosis:
    gene = basis.panel.gene("SLC25A38")
    if basis.holds("SLC_BIALLELIC"):
        return Diagnosis(_with_ids(gene, gene.diseases[0]), gene.diseases[0], gene)
    return Diagnosis(
        say(
            "No molecular diagnosis yet: two SLC25A38 variants, and it is not known whether they "
            "lie on different copies"
        )
    )


def _without_diagnosis(pattern: Pattern) -> str:
    if pattern is Pattern.AR_CARRIER:
        return say(
            "No molecular diagnosis: one copy of SLC25A38 carries a change. On its own this does "
            "not explain the anaemia"
        )
    if pattern is Pattern.AD_UNCERTAIN:
        return say(
            "No molecular diagnosis: STEAP3 variant, counted as a variant of uncertain "
            "significance, in a gene whose link to the disease is disputed"
        )
    if pattern is Pattern.VUS:
        return say("No molecular diagnosis: variant of uncertain significance")
    if pattern is Pattern.OPEN:
        return say("No diagnosis is stated: a finding is withheld")
    return say(NO_DIAGNOSIS)


def _beside_mds(found: Diagnosis, basis: Basis) -> str:
    """Return a line that names both, where the finding could explain the anaemia too."""
    if basis.plan.pattern not in (Pattern.XL_M, Pattern.XL_F, Pattern.AR):
        return found.line
    return say(BESIDE_MDS, diagnosis=found.line)


BESIDE_MDS = marked(
    "{diagnosis}; beside it MDS with ring sideroblasts, diagnosed by the clinician: a person must "
    "settle which one explains the anaemia"
)
MDS = marked("The clinician's diagnosis is MDS with ring sideroblasts, an acquired disease.")


def _by_mechanism(gene: Gene, mechanism: str) -> Disease:
    for disease in gene.diseases:
        if disease.mechanism.startswith(mechanism):
            return disease
    raise KeyError(f"{gene.symbol} has no disease by {mechanism}")


def _with_ids(gene: Gene, disease: Disease) -> str:
    ids = ", ".join(part for part in (disease.mondo, _omim(disease)) if part)
    return f"{say(disease.name)} ({gene.symbol}), {ids}"


def _omim(disease: Disease) -> str:
    return f"OMIM {disease.omim}" if disease.omim else ""


def inheritance_in_words(diagnosis: Diagnosis) -> str:
    """Return how the disease is inherited, and how well it is linked to the gene."""
    assert diagnosis.disease is not None
    return say(
        "Inheritance: {mode}. Link of gene and disease: {link}.",
        mode=say(diagnosis.disease.mode),
        link=link_in_words(diagnosis.validity, diagnosis.disease),
    )


def link_of(gene: Gene, disease: Disease) -> Validity | None:
    """Return the curated link; a body may have curated it under another name of the disease."""
    named = [one for one in gene.validity if one.disease == disease.name]
    return next(iter(named or gene.validity), None)


def link_in_words(validity: Validity | None, disease: Disease) -> str:
    """Return the class of the link between gene and disease, with author and date.

    Where our file has no class, that is said to be a gap of the file, not doubt about the gene.
    """
    if validity is None or validity.classification == ValidityClass.NOT_FOUND:
        return say(LINK_NOT_ON_FILE)
    words = say(validity.classification)
    if validity.by:
        dated = day_in_words(validity.dated) if validity.dated else say("day not recorded")
        words = f"{words} ({validity.by}, {dated})"
    if validity.disease == disease.name:
        return words
    return say("{link}, curated as “{disease}”", link=words, disease=say(validity.disease))


LINK_NOT_ON_FILE = marked(
    "validity class (ClinGen, GenCC) not on file here, to be looked up; this is a gap of our "
    "file, not doubt about the gene"
)


def review_for_clinicians(basis: Basis) -> str:
    """Return the day on which class and statements are looked at again."""
    return own(
        "review.clinicians",
        "Review date: {day}, one year after this report (an assumption; the clinic may set "
        "another). Classes and statements can change with new knowledge.",
        day=day_in_words(one_year_after(basis.case.report_date)),
    )
