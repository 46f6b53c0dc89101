"""The facts of one case that rules are written over (KNOWLEDGE.md 1a), worked out on demand.

Each fact has one type. Missing inputs: a plain `bool` is false unless shown; a `bool?` is
unknown (None) unless the inputs that exist already decide it; a `number?` is unknown; a
`choice` has the value "unknown" (or "none"); a `set` is empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from genetics.inheritance import Sex
from pedigrees.case import Case, Diagnosis
from pedigrees.clinical import fact_rules as rules
from pedigrees.clinical import findings_facts as found
from pedigrees.clinical.entered import Entered
from pedigrees.clinical.fact_types import FactType, FactValue
from pedigrees.pattern import pattern_of, sex_conflict
from pedigrees.plan import Pattern


class Facts(Entered):
    """The facts of one case. `facts["severe_anaemia"]` is True, False or None (unknown)."""

    def __init__(
        self,
        case: Case,
        inputs: Mapping[str, float] | None = None,
        relative_pregnant_flagged: bool = False,
    ) -> None:
        super().__init__(case, inputs, relative_pregnant_flagged)
        self._known: dict[str, FactValue] = {}

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
    "age_min": _number(rules.age_min),
    "age_max": _number(rules.age_max),
    "age_at_onset": _number(lambda facts: facts.number("age_at_onset")),
    "minor": _bool(rules.minor),
    "adult": _bool(lambda facts: not rules.minor(facts)),
    "male": _bool(lambda facts: facts.case.family.proband.sex is Sex.MALE),
    "female": _bool(lambda facts: facts.case.family.proband.sex is Sex.FEMALE),
    "pattern": _choice(lambda facts: pattern_of(facts.case), *Pattern, "MT"),
    "ALAS2_FOUND": _bool(lambda facts: bool(found.reportable(facts.case.germline, "ALAS2"))),
    "ALAS2_FULLY_READ": _bool(rules.full_reading),
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
    "SLC_BIALLELIC": _bool(lambda facts: rules.slc(facts)[0]),
    "SLC_HOMOZYGOUS": _bool(lambda facts: rules.slc(facts)[1]),
    "SLC_UNPHASED": _bool(lambda facts: rules.slc(facts)[2]),
    "SLC_SINGLE": _bool(lambda facts: rules.slc(facts)[3]),
    "ABCB7_PLP": _bool(lambda facts: bool(found.disease_causing(facts.case.germline, "ABCB7"))),
    "STEAP3": _bool(lambda facts: bool(found.reportable(facts.case.germline, "STEAP3"))),
    "VUS": _bool(lambda facts: bool(found.uncertain(facts.case.germline))),
    "NO_FINDING": _bool(
        lambda facts: not found.reportable(facts.case.germline, *found.DEFAULT_PANEL)
    ),
    "MALE_HET_X": _bool(rules.male_het_x),
    "SEX_CONFLICT": _bool(lambda facts: sex_conflict(facts.case)),
    "MDS_RS": _bool(lambda facts: facts.case.clinical.diagnosis is Diagnosis.MDS_RS),
    "anaemia": _bool_or_unknown(rules.anaemia),
    "microcytosis": _bool_or_unknown(rules.microcytosis),
    "macrocytosis": _bool_or_unknown(rules.macrocytosis),
    "ring_sideroblasts": _bool_or_unknown(rules.ring_sideroblasts),
    "sideroblastic": _bool_or_unknown(rules.sideroblastic),
    "unsolved": _bool(rules.unsolved),
    "inherited": _bool_or_unknown(rules.inherited),
    "severe_anaemia": _bool_or_unknown(rules.severe_anaemia),
    "symptomatic": _bool(lambda facts: facts.case.clinical.symptomatic),
    "td": _bool(lambda facts: facts.case.clinical.treatment.transfusion_dependent),
    "iron_overload": _bool(rules.iron_overload),
    "transfusional_iron": _bool(rules.transfusional_iron),
    "iron_normal": _bool(rules.iron_normal),
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
    "b6.dose": _number(rules.b6_dose),
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
    "phlebotomy.tolerated": _choice(rules.tolerated, "yes", "no", "unknown"),
    "phlebotomy.hb_falling": _bool(
        lambda facts: facts.case.clinical.treatment.phlebotomy.hb_falling
    ),
    "phlebotomy.hb_fall": _number(lambda facts: facts.case.clinical.treatment.phlebotomy.hb_fall),
    "proband_pregnant": _bool(lambda facts: facts.case.family.proband.pregnant),
    "proband_planning": _bool(lambda facts: facts.case.family.proband.planning_children),
    "iron_supplement": _bool(lambda facts: facts.case.clinical.exposures.iron_supplement),
    "zinc_supplement": _bool(lambda facts: facts.case.clinical.exposures.zinc_supplement),
    "exposure.drugs": Fact(FactType.SET, lambda facts: facts.case.clinical.exposures.drugs),
    "neuropathy": _bool(rules.neuropathy),
    "ataxia": _bool(rules.ataxia),
    "photosensitivity": _bool(lambda facts: facts.has_term("HP:0000992")),
    "diabetes": _bool(lambda facts: facts.has_term("HP:0000819")),
    "deafness": _bool(lambda facts: facts.has_term("HP:0000407")),
    "alcohol_high": _bool_or_unknown(rules.alcohol_high),
    "plp_low": _bool_or_unknown(lambda facts: facts.below("plp")),
    "copper_low": _bool_or_unknown(lambda facts: facts.below("copper")),
    "zinc_high": _bool_or_unknown(lambda facts: facts.above("zinc")),
    "epp_high": _bool_or_unknown(lambda facts: facts.above("epp_total")),
    "crp_high": _bool_or_unknown(lambda facts: facts.above("crp")),
    "ferritin_high": _bool_or_unknown(lambda facts: facts.above("ferritin")),
    "other_cytopenia": _bool(rules.other_cytopenia),
    "advanced_fibrosis": _bool(
        lambda facts: facts.case.clinical.advanced_fibrosis or facts.has_term("HP:0001394")
    ),
    "full_sib_alive": _bool(rules.full_sib_alive),
    "parent_negative": _bool(rules.parent_negative),
    "lab.haemoglobin": _number(lambda facts: facts.number("haemoglobin")),
    "lab.ferritin": _number(lambda facts: facts.number("ferritin")),
    "lab.tsat": _number(lambda facts: facts.number("tsat")),
    "lab.lead_blood": _number(lambda facts: facts.number("lead_blood")),
    "lab.lic": _number(lambda facts: facts.number("liver_mri_lic")),
    "callability.cds_20x_pct": _number(lambda facts: facts.callability_pct()),
    "callability.exon_gap": _bool_or_unknown(rules.exon_gap),
    "callability.promoter_gap": _bool_or_unknown(lambda facts: rules.region_gap(facts, "promoter")),
    "callability.enhancer_gap": _bool_or_unknown(
        lambda facts: rules.region_gap(facts, "intron1_gata_enhancer")
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
