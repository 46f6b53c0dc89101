"""The facts of one case that rules are written over (KNOWLEDGE.md 1a), worked out on demand.

Each fact has one type. Missing inputs: a plain `bool` is false unless shown; a `bool?` is
unknown (None) unless the inputs that exist already decide it; a `number?` is unknown; a
`choice` has the value "unknown" (or "none"); a `set` is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from genetics.inheritance import Sex
from genetics.variants import Zygosity
from pedigrees.case import Case, Diagnosis
from pedigrees.clinical import findings_facts as found
from pedigrees.clinical.laboratory import Measurement, is_above, is_below, load_lab_items
from pedigrees.pattern import pattern_of, sex_conflict
from pedigrees.plan import Pattern
from pedigrees.tested import collect_results

FactValue = bool | float | str | frozenset[str] | None


class FactType(StrEnum):
    """The five types of facts."""

    BOOL = "bool"
    BOOL_OR_UNKNOWN = "bool?"
    NUMBER = "number?"
    CHOICE = "choice"
    SET = "set"


class Facts:
    """The facts of one case. `facts["severe_anaemia"]` is True, False or None (unknown).

    `inputs` may replace values for a "what if": laboratory items, "age", "alcohol",
    "pyridoxine_dose", "liver_mri_lic" and "callability" (per cent), in canonical units.
    """

    def __init__(
        self,
        case: Case,
        inputs: Mapping[str, float] | None = None,
        relative_pregnant_flagged: bool = False,
    ) -> None:
        self.case = case
        self.relative_pregnant_flagged = relative_pregnant_flagged
        self._inputs = dict(inputs or {})
        self._known: dict[str, FactValue] = {}
        self._missing: set[str] = set()

    def __getitem__(self, name: str) -> FactValue:
        if name not in self._known:
            self._known[name] = FACTS[name].value(self)
        return self._known[name]

    def with_inputs(self, inputs: Mapping[str, float]) -> Facts:
        """Return the facts as they would be with these inputs."""
        return Facts(self.case, {**self._inputs, **inputs}, self.relative_pregnant_flagged)

    def missing_inputs(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the inputs that these facts asked for and that were not given."""
        fresh = Facts(self.case, self._inputs, self.relative_pregnant_flagged)
        for name in names:
            fresh[name]
        return tuple(sorted(fresh._missing))

    def trial_values(self, input_name: str) -> tuple[float, ...]:
        """Return values that stand for all of an input: its ends and what lies between."""
        if input_name == "age":
            return (0.0, 10.0, 40.0)
        if input_name == "callability":
            return (0.0, 100.0)
        item = load_lab_items()[input_name]
        ends = (item.refuse_below, item.refuse_above)
        edges = {limit for band in item.default_limits for limit in (band.low, band.high)}
        return tuple(sorted({*ends, *(edge for edge in edges if edge is not None)}))

    def lab(self, item: str) -> Measurement | None:
        """Return the value of a laboratory item, noting it as missing where there is none."""
        if item in self._inputs:
            return Measurement(item, self._inputs[item], load_lab_items()[item].unit)
        measurement = self._recorded(item)
        if measurement is None:
            self._missing.add(item)
        return measurement

    def _recorded(self, item: str) -> Measurement | None:
        clinical = self.case.clinical
        if item == "liver_mri_lic" and clinical.liver_mri_lic is not None:
            return clinical.liver_mri_lic
        if item == "alcohol" and clinical.exposures.alcohol is not None:
            return clinical.exposures.alcohol
        return clinical.lab(item)

    def number(self, item: str) -> float | None:
        """Return the value of a laboratory item in its canonical unit."""
        measurement = self.lab(item)
        return None if measurement is None else measurement.value

    def ages(self) -> tuple[int, int] | None:
        """Return the younger and the older possible age of the proband."""
        if "age" in self._inputs:
            return int(self._inputs["age"]), int(self._inputs["age"])
        ages = self.case.family.proband.birth.ages_on(self.case.report_date)
        if ages is None:
            self._missing.add("age")
        return ages

    def below(self, item: str) -> bool | None:
        """Whether a value is below its lower limit; None without value or limit."""
        return self._beyond(item, low=True)

    def above(self, item: str) -> bool | None:
        """Whether a value is above its upper limit; None without value or limit."""
        return self._beyond(item, low=False)

    def _beyond(self, item: str, *, low: bool) -> bool | None:
        measurement = self.lab(item)
        if measurement is None:
            return None
        ages = self.ages()
        beyond = is_below if low else is_above
        return beyond(measurement, self.case.family.proband.sex, ages[0] if ages else None)

    def has_term(self, *terms: str) -> bool:
        """Whether one of these HPO terms was entered."""
        return bool(self.case.clinical.phenotype & set(terms))

    def note_missing(self, input_name: str) -> None:
        """Note that an input was asked for and not given."""
        self._missing.add(input_name)

    def callability_pct(self) -> float | None:
        """Return the lowest percentage of coding bases at 20x over the panel's genes."""
        if "callability" in self._inputs:
            return self._inputs["callability"]
        stated = [
            gene.cds_20x_pct
            for symbol, gene in self.case.callability.genes.items()
            if symbol in found.DEFAULT_PANEL and gene.cds_20x_pct is not None
        ]
        if not stated:
            self._missing.add("callability")
        return min(stated) if stated else None


def either(*values: bool | None) -> bool | None:
    """Three-valued "or"."""
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def both(*values: bool | None) -> bool | None:
    """Three-valued "and"."""
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def _maybe(facts: Facts, name: str) -> bool | None:
    value = facts[name]
    assert value is None or isinstance(value, bool)
    return value


def _flag(facts: Facts, name: str) -> bool:
    return facts[name] is True


def _age_min(facts: Facts) -> float | None:
    ages = facts.ages()
    return None if ages is None else ages[0]


def _age_max(facts: Facts) -> float | None:
    ages = facts.ages()
    return None if ages is None else ages[1]


def _minor(facts: Facts) -> bool:
    """Under 18, or could be: without a birth year nobody is taken for an adult."""
    ages = facts.ages()
    return ages is None or ages[0] < ADULT_AGE


def _full_reading(facts: Facts) -> bool:
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


def _slc(facts: Facts) -> tuple[bool, bool, bool, bool]:
    """Return biallelic, homozygous, unphased, single (KNOWLEDGE.md 1a)."""
    causing = found.disease_causing(facts.case.germline, "SLC25A38")
    if not causing:
        return False, False, False, False
    homozygous = found.homozygous(causing)
    biallelic = homozygous or found.in_trans(causing)
    single = not biallelic and (len(causing) == 1 or found.in_cis(causing))
    return biallelic, homozygous, not biallelic and not single, single


def _male_het_x(facts: Facts) -> bool:
    """A man with a heterozygous or mosaic-looking call in a gene on X, class P, LP or VUS."""
    if facts.case.family.proband.sex is not Sex.MALE:
        return False
    return any(
        one.zygosity in (Zygosity.HETEROZYGOUS, Zygosity.MOSAIC)
        or (one.vaf is not None and MALE_X_VAF[0] <= one.vaf <= MALE_X_VAF[1])
        for one in found.reportable(facts.case.germline, *found.X_GENES)
    )


def _anaemia(facts: Facts) -> bool | None:
    return either(facts.has_term(*ANAEMIA_TERMS), facts.below("haemoglobin"))


def _microcytosis(facts: Facts) -> bool | None:
    return either(facts.has_term("HP:0025066", "HP:0001935", "HP:0004840"), facts.below("mcv"))


def _macrocytosis(facts: Facts) -> bool | None:
    return either(facts.has_term("HP:0001972", "HP:0005518"), facts.above("mcv"))


def _ring_sideroblasts(facts: Facts) -> bool | None:
    share = facts.number("ring_sideroblasts")
    shown = None if share is None else share >= RING_SIDEROBLASTS_PRESENT
    return either(facts.has_term("HP:0004864", "HP:0001924", "HP:0005522"), shown)


def _sideroblastic(facts: Facts) -> bool | None:
    causing = any(_flag(facts, name) for name in ("ALAS2_LOF", "SLC_BIALLELIC", "ABCB7_PLP"))
    return both(
        not _flag(facts, "ALAS2_GOF"),
        either(
            _maybe(facts, "ring_sideroblasts"),
            facts.case.clinical.diagnosis in (Diagnosis.CSA, Diagnosis.MDS_RS),
            both(causing, _maybe(facts, "anaemia")),
        ),
    )


def _unsolved(facts: Facts) -> bool:
    open_patterns = (Pattern.NEG, Pattern.VUS, Pattern.AD_UNCERTAIN, Pattern.AR_CARRIER)
    return facts["pattern"] in open_patterns and not _flag(facts, "MDS_RS")


def _inherited(facts: Facts) -> bool | None:
    causing = bool(found.disease_causing(facts.case.germline, *found.X_GENES))
    return either(
        causing,
        _flag(facts, "SLC_BIALLELIC"),
        both(_maybe(facts, "sideroblastic"), not _flag(facts, "MDS_RS")),
    )


def _severe_anaemia(facts: Facts) -> bool | None:
    haemoglobin = facts.number("haemoglobin")
    low = None if haemoglobin is None else haemoglobin < SEVERE_HAEMOGLOBIN
    return either(_flag(facts, "td"), _flag(facts, "symptomatic"), low)


def _iron_overload(facts: Facts) -> bool:
    """Ferritin and TSAT above their limits, or liver iron >= 3 mg/g, or HP:0012465."""
    liver = facts.number("liver_mri_lic")
    return (
        (facts.above("ferritin") is True) & (facts.above("tsat") is True)
        or (liver is not None and liver >= LIVER_IRON_OVERLOAD)
        or facts.has_term("HP:0012465")
    )


def _transfusional_iron(facts: Facts) -> bool:
    ferritin = facts.number("ferritin")
    high = ferritin is not None and ferritin >= TRANSFUSIONAL_FERRITIN
    return _flag(facts, "td") and (_flag(facts, "iron_overload") or high)


def _iron_normal(facts: Facts) -> bool:
    ferritin, tsat = facts.above("ferritin"), facts.above("tsat")
    return ferritin is False and tsat is False


def _alcohol_high(facts: Facts) -> bool | None:
    """From 40 g a day in women and 60 g in men; unknown sex between the two: unknown."""
    grams = facts.number("alcohol")
    if grams is None:
        return None
    verdicts = {sex: grams >= limit for sex, limit in ALCOHOL_LIMITS.items()}
    sex = facts.case.family.proband.sex
    if sex in verdicts:
        return verdicts[sex]
    return verdicts[Sex.MALE] if len(set(verdicts.values())) == 1 else None


def _b6_dose(facts: Facts) -> float | None:
    if "pyridoxine_dose" in facts._inputs:
        return facts._inputs["pyridoxine_dose"]
    dose = facts.case.clinical.treatment.pyridoxine.dose_mg_day
    return facts.number("pyridoxine_dose") if dose is None else dose


def _tolerated(facts: Facts) -> str:
    tolerated = facts.case.clinical.treatment.phlebotomy.tolerated
    return "unknown" if tolerated is None else ("yes" if tolerated else "no")


def _full_sib_alive(facts: Facts) -> bool:
    family = facts.case.family
    return any(sib.alive and sib.genetic_link for sib in family.full_sibs(family.proband_id))


def _parent_negative(facts: Facts) -> bool:
    family = facts.case.family
    causing = found.disease_causing(facts.case.germline)
    if not causing:
        results = collect_results(facts.case, None)
    else:
        results = collect_results(
            facts.case, *(one for one in causing if one.gene == causing[0].gene)
        )
    return any(results.negative(parent.id) for parent in family.parents(family.proband_id))


def _other_cytopenia(facts: Facts) -> bool:
    platelets, neutrophils = facts.below("platelets"), facts.below("neutrophils")
    return platelets is True or neutrophils is True


def _exon_gap(facts: Facts) -> bool | None:
    genes = facts.case.callability.genes
    stated = [genes[symbol] for symbol in found.DEFAULT_PANEL if symbol in genes]
    return any(gene.uncovered for gene in stated) if stated else None


def _region_gap(facts: Facts, region: str) -> bool | None:
    alas2 = facts.case.callability.genes.get("ALAS2")
    stated = str(getattr(alas2, region)) if alas2 is not None else ""
    return stated != "covered" if stated else None


def _neuropathy(facts: Facts) -> bool:
    return facts.case.clinical.neuropathy or facts.has_term("HP:0009830")


def _ataxia(facts: Facts) -> bool:
    return facts.has_term("HP:0001251", "HP:0002078", "HP:0002470", "HP:0002073")


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


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its type, how it is worked out, and for a choice the values it can have."""

    type: FactType
    value: Callable[[Facts], FactValue]
    choices: frozenset[str] = frozenset()


def _bool(value: Callable[[Facts], bool]) -> Fact:
    return Fact(FactType.BOOL, value)


def _bool_or_unknown(value: Callable[[Facts], bool | None]) -> Fact:
    return Fact(FactType.BOOL_OR_UNKNOWN, value)


def _number(value: Callable[[Facts], float | None]) -> Fact:
    return Fact(FactType.NUMBER, value)


def _choice(value: Callable[[Facts], str], *choices: str) -> Fact:
    return Fact(FactType.CHOICE, value, frozenset(choices))


FACTS: dict[str, Fact] = {
    "age_min": _number(_age_min),
    "age_max": _number(_age_max),
    "age_at_onset": _number(lambda facts: facts.number("age_at_onset")),
    "minor": _bool(_minor),
    "adult": _bool(lambda facts: not _minor(facts)),
    "male": _bool(lambda facts: facts.case.family.proband.sex is Sex.MALE),
    "female": _bool(lambda facts: facts.case.family.proband.sex is Sex.FEMALE),
    "pattern": _choice(lambda facts: pattern_of(facts.case), *Pattern, "MT"),
    "ALAS2_FOUND": _bool(lambda facts: bool(found.reportable(facts.case.germline, "ALAS2"))),
    "ALAS2_FULLY_READ": _bool(_full_reading),
    "ALAS2_EXON11": _bool(
        lambda facts: any(
            found.lies_in_alas2_exon_11(one)
            for one in found.reportable(facts.case.germline, "ALAS2")
        )
    ),
    "ALAS2_LOF": _bool(
        lambda facts: any(
            found.is_loss_of_function(one)
            for one in found.disease_causing(facts.case.germline, "ALAS2")
        )
    ),
    "ALAS2_GOF": _bool(
        lambda facts: any(
            found.is_gain_of_function(one)
            for one in found.disease_causing(facts.case.germline, "ALAS2")
        )
    ),
    "SLC_BIALLELIC": _bool(lambda facts: _slc(facts)[0]),
    "SLC_HOMOZYGOUS": _bool(lambda facts: _slc(facts)[1]),
    "SLC_UNPHASED": _bool(lambda facts: _slc(facts)[2]),
    "SLC_SINGLE": _bool(lambda facts: _slc(facts)[3]),
    "ABCB7_PLP": _bool(lambda facts: bool(found.disease_causing(facts.case.germline, "ABCB7"))),
    "STEAP3": _bool(lambda facts: bool(found.reportable(facts.case.germline, "STEAP3"))),
    "VUS": _bool(lambda facts: bool(found.uncertain(facts.case.germline))),
    "NO_FINDING": _bool(
        lambda facts: not found.reportable(facts.case.germline, *found.DEFAULT_PANEL)
    ),
    "MALE_HET_X": _bool(_male_het_x),
    "SEX_CONFLICT": _bool(lambda facts: sex_conflict(facts.case)),
    "MDS_RS": _bool(lambda facts: facts.case.clinical.diagnosis is Diagnosis.MDS_RS),
    "anaemia": _bool_or_unknown(_anaemia),
    "microcytosis": _bool_or_unknown(_microcytosis),
    "macrocytosis": _bool_or_unknown(_macrocytosis),
    "ring_sideroblasts": _bool_or_unknown(_ring_sideroblasts),
    "sideroblastic": _bool_or_unknown(_sideroblastic),
    "unsolved": _bool(_unsolved),
    "inherited": _bool_or_unknown(_inherited),
    "severe_anaemia": _bool_or_unknown(_severe_anaemia),
    "symptomatic": _bool(lambda facts: facts.case.clinical.symptomatic),
    "td": _bool(lambda facts: facts.case.clinical.treatment.transfusion_dependent),
    "iron_overload": _bool(_iron_overload),
    "transfusional_iron": _bool(_transfusional_iron),
    "iron_normal": _bool(_iron_normal),
    "on_b6": _bool(
        lambda facts: facts.case.clinical.treatment.pyridoxine.state in ("trial", "maintenance")
    ),
    "b6.state": _choice(
        lambda facts: facts.case.clinical.treatment.pyridoxine.state,
        "none",
        "trial",
        "maintenance",
        "stopped",
    ),
    "b6.response": _choice(
        lambda facts: facts.case.clinical.treatment.pyridoxine.response,
        "complete",
        "partial",
        "none",
        "unknown",
    ),
    "b6.dose": _number(_b6_dose),
    "b6.trial_adequate": _bool(
        lambda facts: facts.case.clinical.treatment.pyridoxine.trial_adequate
    ),
    "phlebotomy.state": _choice(
        lambda facts: facts.case.clinical.treatment.phlebotomy.state,
        "none",
        "proposed",
        "ongoing",
        "stopped",
    ),
    "phlebotomy.tolerated": _choice(_tolerated, "yes", "no", "unknown"),
    "phlebotomy.hb_falling": _bool(
        lambda facts: facts.case.clinical.treatment.phlebotomy.hb_falling
    ),
    "phlebotomy.hb_fall": _number(lambda facts: facts.case.clinical.treatment.phlebotomy.hb_fall),
    "proband_pregnant": _bool(lambda facts: facts.case.family.proband.pregnant),
    "proband_planning": _bool(lambda facts: facts.case.family.proband.planning_children),
    "iron_supplement": _bool(lambda facts: facts.case.clinical.exposures.iron_supplement),
    "zinc_supplement": _bool(lambda facts: facts.case.clinical.exposures.zinc_supplement),
    "exposure.drugs": Fact(FactType.SET, lambda facts: facts.case.clinical.exposures.drugs),
    "neuropathy": _bool(_neuropathy),
    "ataxia": _bool(_ataxia),
    "photosensitivity": _bool(lambda facts: facts.has_term("HP:0000992")),
    "diabetes": _bool(lambda facts: facts.has_term("HP:0000819")),
    "deafness": _bool(lambda facts: facts.has_term("HP:0000407")),
    "alcohol_high": _bool_or_unknown(_alcohol_high),
    "plp_low": _bool_or_unknown(lambda facts: facts.below("plp")),
    "copper_low": _bool_or_unknown(lambda facts: facts.below("copper")),
    "zinc_high": _bool_or_unknown(lambda facts: facts.above("zinc")),
    "epp_high": _bool_or_unknown(lambda facts: facts.above("epp_total")),
    "crp_high": _bool_or_unknown(lambda facts: facts.above("crp")),
    "ferritin_high": _bool_or_unknown(lambda facts: facts.above("ferritin")),
    "other_cytopenia": _bool(_other_cytopenia),
    "advanced_fibrosis": _bool(
        lambda facts: facts.case.clinical.advanced_fibrosis or facts.has_term("HP:0001394")
    ),
    "full_sib_alive": _bool(_full_sib_alive),
    "parent_negative": _bool(_parent_negative),
    "lab.haemoglobin": _number(lambda facts: facts.number("haemoglobin")),
    "lab.ferritin": _number(lambda facts: facts.number("ferritin")),
    "lab.tsat": _number(lambda facts: facts.number("tsat")),
    "lab.lead_blood": _number(lambda facts: facts.number("lead_blood")),
    "lab.lic": _number(lambda facts: facts.number("liver_mri_lic")),
    "callability.cds_20x_pct": _number(lambda facts: facts.callability_pct()),
    "callability.exon_gap": _bool_or_unknown(_exon_gap),
    "callability.promoter_gap": _bool_or_unknown(lambda facts: _region_gap(facts, "promoter")),
    "callability.enhancer_gap": _bool_or_unknown(
        lambda facts: _region_gap(facts, "intron1_gata_enhancer")
    ),
    "site.callability_pct": _number(lambda facts: facts.case.site.callability_pct),
    "site.lead_action_level": _number(lambda facts: facts.case.site.lead_action_level),
    "site.off_label_annex": _bool(lambda facts: facts.case.site.off_label_annex),
    "relative_pregnant_flagged": _bool(lambda facts: facts.relative_pregnant_flagged),
    "always": _bool(lambda _: True),
    "never": _bool(lambda _: False),
}

FACT_TYPES: dict[str, FactType] = {name: fact.type for name, fact in FACTS.items()}
CHOICES: dict[str, frozenset[str]] = {
    name: fact.choices for name, fact in FACTS.items() if fact.type is FactType.CHOICE
}
