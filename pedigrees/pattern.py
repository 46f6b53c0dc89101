"""The pattern of inheritance of a case, its context, and whether a person must decide first."""

from __future__ import annotations

from genetics.inheritance import Sex
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.clinical import findings_facts as found
from pedigrees.plan import DiseaseClass, Pattern


def pattern_of(case: Case) -> Pattern:
    """Return the pattern: the first that fits (KNOWLEDGE.md 4.0).

    * a P/LP finding in ALAS2 or ABCB7: `XL-M` in a man, `XL-F` in a woman; sex not
      recorded: a hemizygous or homozygous call counts as `XL-M`, else `XL-F`;
    * two P/LP in SLC25A38 in trans, homozygous, or of unknown phase: `AR`;
    * one P/LP in SLC25A38, or two in cis: `AR-CARRIER`;
    * a STEAP3 finding of class P, LP or VUS: `AD-UNCERTAIN`;
    * any VUS: `VUS`;
    * none of these, but a finding is withheld: `open`; otherwise `NEG`.

    Somatic findings and findings classed B or LB do not count, nor does a P/LP finding in
    a gene without a pattern.
    """
    x_linked = found.disease_causing(case.germline, *found.X_GENES)
    if x_linked:
        return _x_linked_pattern(case.family.proband.sex, x_linked)
    recessive = found.disease_causing(case.germline, "SLC25A38")
    if recessive:
        single = len(recessive) == 1 and not found.homozygous(recessive)
        carrier = not found.homozygous(recessive) and (single or found.in_cis(recessive))
        return Pattern.AR_CARRIER if carrier else Pattern.AR
    if found.reportable(case.germline, "STEAP3"):
        return Pattern.AD_UNCERTAIN
    if found.uncertain(case.germline):
        return Pattern.VUS
    withheld = any(finding.withheld and not finding.somatic for finding in case.findings)
    return Pattern.OPEN if withheld else Pattern.NEG


def _x_linked_pattern(sex: Sex, findings: tuple[Finding, ...]) -> Pattern:
    if sex is Sex.MALE:
        return Pattern.XL_M
    if sex is Sex.FEMALE:
        return Pattern.XL_F
    one_copy_only = (Zygosity.HEMIZYGOUS, Zygosity.HOMOZYGOUS)
    like_a_man = any(finding.zygosity in one_copy_only for finding in findings)
    return Pattern.XL_M if like_a_man else Pattern.XL_F


def familial_variant(case: Case) -> Finding | None:
    """Return the P/LP finding that relatives are tested for; ALAS2 and ABCB7 come first."""
    x_linked = found.disease_causing(case.germline, *found.X_GENES)
    causing = x_linked or found.disease_causing(case.germline, "SLC25A38")
    return causing[0] if causing else None


def disease_class(case: Case) -> DiseaseClass | None:
    """Return which tests and minor rules hold, None where no cascade is started.

    A P/LP change of ALAS2 that is neither loss nor gain of function (exon 11 not yet
    decided, or no mechanism given) is undecided: tests of both, no treatment rule.
    """
    familial = familial_variant(case)
    if familial is None:
        return None
    if familial.gene in (DiseaseClass.ABCB7, DiseaseClass.SLC25A38):
        return DiseaseClass(familial.gene)
    if found.is_gain_of_function(familial):
        return DiseaseClass.ALAS2_GOF
    if found.is_loss_of_function(familial):
        return DiseaseClass.ALAS2_LOF
    return DiseaseClass.ALAS2_UNDECIDED


def sex_conflict(case: Case) -> bool:
    """Whether sex and call contradict each other (KNOWLEDGE.md 1a, SEX_CONFLICT).

    A hemizygous call in ALAS2 or ABCB7 in a woman; an X ploidy of the sample that
    conflicts with the recorded sex; or no recorded sex beside a P, LP or VUS finding on X.
    """
    on_x = found.reportable(case.germline, *found.X_GENES)
    sex = case.family.proband.sex
    if case.x_ploidy_conflict or (sex is Sex.UNKNOWN and on_x):
        return True
    return sex is Sex.FEMALE and any(one.zygosity is Zygosity.HEMIZYGOUS for one in on_x)
