"""How each fact of a case is worked out, with the limits that it needs (KNOWLEDGE.md 1a)."""

from __future__ import annotations

from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.case import Diagnosis
from pedigrees.clinical import findings_facts as found
from pedigrees.clinical.entered import Entered
from pedigrees.clinical.fact_types import both, either
from pedigrees.plan import Pattern
from pedigrees.tested import collect_results

ADULT_AGE = 18
SEVERE_HAEMOGLOBIN = 80.0
LIVER_IRON_OVERLOAD = 3.0
TRANSFUSIONAL_FERRITIN = 1000.0
RING_SIDEROBLASTS_PRESENT = 5.0
MALE_X_VAF = (0.1, 0.9)
ALCOHOL_LIMITS = {Sex.FEMALE: 40.0, Sex.MALE: 60.0}
ANAEMIA_TERMS = (
    "HP:0001903",
    "HP:0001935",
    "HP:0004840",
    "HP:0001931",
    "HP:0001897",
    "HP:0001972",
    "HP:0010972",
    "HP:0001924",
    "HP:0005522",
)


def maybe(facts: Entered, name: str) -> bool | None:
    value = facts[name]
    assert value is None or isinstance(value, bool)
    return value


def flag(facts: Entered, name: str) -> bool:
    return facts[name] is True


def age_min(facts: Entered) -> float | None:
    ages = facts.ages()
    return None if ages is None else ages[0]


def age_max(facts: Entered) -> float | None:
    ages = facts.ages()
    return None if ages is None else ages[1]


def minor(facts: Entered) -> bool:
    """Under 18, or could be: without a birth year nobody is taken for an adult."""
    ages = facts.ages()
    return ages is None or ages[0] < ADULT_AGE


def full_reading(facts: Entered) -> bool:
    """ALAS2 read completely: coding bases, no uncovered exon, promoter and enhancer."""
    alas2 = facts.case.callability.genes.get("ALAS2")
    if alas2 is None or alas2.cds_20x_pct is None:
        facts.note_missing("callability")
        return False
    return (
        alas2.cds_20x_pct >= facts.case.site.callability_pct
        and not alas2.uncovered
        and alas2.promoter == "covered"
        and alas2.intron1_gata_enhancer == "covered"
    )


def slc(facts: Entered) -> tuple[bool, bool, bool, bool]:
    """Return biallelic, homozygous, unphased, single (KNOWLEDGE.md 1a)."""
    causing = found.disease_causing(facts.case.germline, "SLC25A38")
    if not causing:
        return False, False, False, False
    homozygous = found.homozygous(causing)
    biallelic = homozygous or found.in_trans(causing)
    single = not biallelic and (len(causing) == 1 or found.in_cis(causing))
    return biallelic, homozygous, not biallelic and not single, single


def male_het_x(facts: Entered) -> bool:
    """A man with a heterozygous or mosaic-looking call in a gene on X, class P, LP or VUS."""
    if facts.case.family.proband.sex is not Sex.MALE:
        return False
    return any(
        one.zygosity in (Zygosity.HETEROZYGOUS, Zygosity.MOSAIC)
        or (one.vaf is not None and MALE_X_VAF[0] <= one.vaf <= MALE_X_VAF[1])
        for one in found.reportable(facts.case.germline, *found.X_GENES)
    )


def anaemia(facts: Entered) -> bool | None:
    return either(facts.has_term(*ANAEMIA_TERMS), facts.below("haemoglobin"))


def microcytosis(facts: Entered) -> bool | None:
    return either(facts.has_term("HP:0025066", "HP:0001935", "HP:0004840"), facts.below("mcv"))


def macrocytosis(facts: Entered) -> bool | None:
    return either(facts.has_term("HP:0001972", "HP:0005518"), facts.above("mcv"))


def ring_sideroblasts(facts: Entered) -> bool | None:
    share = facts.number("ring_sideroblasts")
    shown = None if share is None else share >= RING_SIDEROBLASTS_PRESENT
    return either(facts.has_term("HP:0004864", "HP:0001924", "HP:0005522"), shown)


def sideroblastic(facts: Entered) -> bool | None:
    causing = any(flag(facts, name) for name in ("ALAS2_LOF", "SLC_BIALLELIC", "ABCB7_PLP"))
    return both(
        not flag(facts, "ALAS2_GOF"),
        either(
            maybe(facts, "ring_sideroblasts"),
            facts.case.clinical.diagnosis in (Diagnosis.CSA, Diagnosis.MDS_RS),
            both(causing, maybe(facts, "anaemia")),
        ),
    )


def unsolved(facts: Entered) -> bool:
    open_patterns = (Pattern.NEG, Pattern.VUS, Pattern.AD_UNCERTAIN, Pattern.AR_CARRIER)
    return facts["pattern"] in open_patterns and not flag(facts, "MDS_RS")


def inherited(facts: Entered) -> bool | None:
    causing = bool(found.disease_causing(facts.case.germline, *found.X_GENES))
    return either(
        causing,
        flag(facts, "SLC_BIALLELIC"),
        both(maybe(facts, "sideroblastic"), not flag(facts, "MDS_RS")),
    )


def severe_anaemia(facts: Entered) -> bool | None:
    haemoglobin = facts.number("haemoglobin")
    low = None if haemoglobin is None else haemoglobin < SEVERE_HAEMOGLOBIN
    return either(flag(facts, "td"), flag(facts, "symptomatic"), low)


def iron_overload(facts: Entered) -> bool:
    """Ferritin and TSAT above their limits, or liver iron >= 3 mg/g, or HP:0012465."""
    liver = facts.number("liver_mri_lic")
    return (
        (facts.above("ferritin") is True) & (facts.above("tsat") is True)
        or (liver is not None and liver >= LIVER_IRON_OVERLOAD)
        or facts.has_term("HP:0012465")
    )


def transfusional_iron(facts: Entered) -> bool:
    ferritin = facts.number("ferritin")
    high = ferritin is not None and ferritin >= TRANSFUSIONAL_FERRITIN
    return flag(facts, "td") and (flag(facts, "iron_overload") or high)


def iron_normal(facts: Entered) -> bool:
    ferritin, tsat = facts.above("ferritin"), facts.above("tsat")
    return ferritin is False and tsat is False


def alcohol_high(facts: Entered) -> bool | None:
    """From 40 g a day in women and 60 g in men; unknown sex between the two: unknown."""
    grams = facts.number("alcohol")
    if grams is None:
        return None
    verdicts = {sex: grams >= limit for sex, limit in ALCOHOL_LIMITS.items()}
    sex = facts.case.family.proband.sex
    if sex in verdicts:
        return verdicts[sex]
    return verdicts[Sex.MALE] if len(set(verdicts.values())) == 1 else None


def b6_dose(facts: Entered) -> float | None:
    if "pyridoxine_dose" in facts._inputs:
        return facts._inputs["pyridoxine_dose"]
    dose = facts.case.clinical.treatment.pyridoxine.dose_mg_day
    return facts.number("pyridoxine_dose") if dose is None else dose


def tolerated(facts: Entered) -> str:
    tolerated = facts.case.clinical.treatment.phlebotomy.tolerated
    return "unknown" if tolerated is None else ("yes" if tolerated else "no")


def full_sib_alive(facts: Entered) -> bool:
    family = facts.case.family
    return any(sib.alive and sib.genetic_link for sib in family.full_sibs(family.proband_id))


def parent_negative(facts: Entered) -> bool:
    family = facts.case.family
    causing = found.disease_causing(facts.case.germline)
    if not causing:
        results = collect_results(facts.case, None)
    else:
        results = collect_results(
            facts.case, *(one for one in causing if one.gene == causing[0].gene)
        )
    return any(results.negative(parent.id) for parent in family.parents(family.proband_id))


def other_cytopenia(facts: Entered) -> bool:
    platelets, neutrophils = facts.below("platelets"), facts.below("neutrophils")
    return platelets is True or neutrophils is True


def exon_gap(facts: Entered) -> bool | None:
    genes = facts.case.callability.genes
    stated = [genes[symbol] for symbol in found.DEFAULT_PANEL if symbol in genes]
    return any(gene.uncovered for gene in stated) if stated else None


def region_gap(facts: Entered, region: str) -> bool | None:
    alas2 = facts.case.callability.genes.get("ALAS2")
    stated = str(getattr(alas2, region)) if alas2 is not None else ""
    return stated != "covered" if stated else None


def neuropathy(facts: Entered) -> bool:
    return facts.case.clinical.neuropathy or facts.has_term("HP:0009830")


def ataxia(facts: Entered) -> bool:
    return facts.has_term("HP:0001251", "HP:0002078", "HP:0002470", "HP:0002073")
