"""The facts of KNOWLEDGE.md 1a: for each a case in which it is true, false, unknown."""

from __future__ import annotations

from datetime import date

import pytest
from families import (
    HEMIZYGOUS,
    MAN,
    NEGATIVE,
    WOMAN,
    alone,
    case,
    clinical,
    family,
    finding,
    parents,
    wide_family,
)

from genetics.inheritance import Sex
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.case import (
    Callability,
    Case,
    Diagnosis,
    Exposures,
    GeneCallability,
    Phlebotomy,
    Pyridoxine,
    SiteSettings,
    Treatment,
)
from pedigrees.clinical.fact_types import FactType
from pedigrees.clinical.facts import FACTS, Facts
from pedigrees.clinical.laboratory import Measurement, measure
from pedigrees.people import Birth

UNITS = {
    "haemoglobin": "g/L",
    "mcv": "fL",
    "ferritin": "ug/L",
    "tsat": "%",
    "ring_sideroblasts": "% of erythroblasts",
    "platelets": "10^9/L",
    "neutrophils": "10^9/L",
    "plp": "nmol/L",
    "copper": "umol/L",
    "zinc": "umol/L",
    "crp": "mg/L",
    "epp_total": "umol/L RBC",
    "lead_blood": "umol/L",
    "liver_mri_lic": "mg/g dw",
    "age_at_onset": "years",
    "pyridoxine_dose": "mg/day",
    "alcohol": "g/day",
    "b12": "pmol/L",
}
HEMI, HET, HOM, MOSAIC = (
    Zygosity.HEMIZYGOUS,
    Zygosity.HETEROZYGOUS,
    Zygosity.HOMOZYGOUS,
    Zygosity.MOSAIC,
)
FULLY_READ = GeneCallability(100.0, (), "covered", "covered")


def lab(item: str, value: float) -> Measurement:
    return measure(item, value, UNITS[item])


def labs(**values: float) -> Case:
    """A woman of 40 with these laboratory values, no finding."""
    return case(alone(), clinical=clinical(labs=tuple(lab(*one) for one in values.items())))


def terms(*hpo: str) -> Case:
    return case(alone(), clinical=clinical(phenotype=frozenset(hpo)))


def treated(**state: object) -> Case:
    return case(alone(), clinical=clinical(treatment=Treatment(**state)))  # type: ignore[arg-type]


def exposed(**to: object) -> Case:
    return case(alone(), clinical=clinical(exposures=Exposures(**to)))  # type: ignore[arg-type]


def seen(**state: object) -> Case:
    return case(alone(), clinical=clinical(**state))


def found(*findings: Finding, sex: Sex = WOMAN, **more: object) -> Case:
    return case(alone(sex), *findings, clinical=clinical(**more))


def read(**genes: GeneCallability) -> Case:
    return case(alone(), callability=Callability(genes))


def born(birth: Birth) -> Case:
    return case(alone(birth=birth))


NOTHING = case(alone())
NO_AGE = case(alone(birth=Birth()))
SLC = finding("SLC25A38")
SLC_HOM = finding("SLC25A38", zygosity=HOM)
IN_TRANS = finding("SLC25A38", phase="in trans")
IN_CIS = finding("SLC25A38", phase="in cis")
VUS = finding(classification="VUS")
GOF = finding(mechanism="GOF (published)")
EXON_11 = finding(hgvs_p="p.(Glu569GlyfsTer24)")
PYRIDOXINE = {state: treated(pyridoxine=Pyridoxine(state)) for state in ("trial", "maintenance")}
OVERLOADED = {"ferritin": 900.0, "tsat": 80.0}
MDS = seen(diagnosis=Diagnosis.MDS_RS)
PARENT_FAMILY = wide_family(WOMAN, {"MOTHER": NEGATIVE})
SIBS = ("f M", "m F", "p F of f m")

TABLE: dict[str, list[tuple[Case, object]]] = {
    "age_min": [(born(Birth(2008)), 17), (NO_AGE, None)],
    "age_max": [(born(Birth(2008)), 18), (born(Birth(2026)), 0), (NO_AGE, None)],
    "age_at_onset": [(labs(age_at_onset=12), 12), (NOTHING, None)],
    "minor": [(born(Birth(2008)), True), (born(Birth(2007)), False)],
    "adult": [(born(Birth(2007)), True), (born(Birth(2008)), False)],
    "male": [(case(alone(MAN)), True), (NOTHING, False), (case(alone(Sex.UNKNOWN)), False)],
    "female": [(NOTHING, True), (case(alone(MAN)), False), (case(alone(Sex.UNKNOWN)), False)],
    "pattern": [(found(finding()), "XL-F"), (NOTHING, "NEG")],
    "ALAS2_FOUND": [(found(VUS), True), (found(finding(classification="LB")), False)],
    "ALAS2_FULLY_READ": [
        (read(ALAS2=FULLY_READ), True),
        (read(ALAS2=GeneCallability(99.0, (), "covered", "covered")), False),
        (read(ALAS2=GeneCallability(100.0, ("exon 5",), "covered", "covered")), False),
        (read(ALAS2=GeneCallability(100.0, (), "covered", "")), False),
        (read(ABCB7=FULLY_READ), False),
    ],
    "ALAS2_EXON11": [(found(EXON_11), True), (found(finding()), False)],
    "ALAS2_LOF": [
        (found(finding()), True),
        (found(EXON_11), False),
        (found(finding(exon=11, mechanism_confirmed=True)), True),
        (found(finding(mechanism="unresolved")), False),
        (found(VUS), False),
    ],
    "ALAS2_GOF": [(found(GOF), True), (found(finding()), False)],
    "SLC_BIALLELIC": [
        (found(SLC_HOM), True),
        (found(IN_TRANS, IN_TRANS), True),
        (found(SLC, SLC), False),
    ],
    "SLC_HOMOZYGOUS": [(found(SLC_HOM), True), (found(IN_TRANS, IN_TRANS), False)],
    "SLC_UNPHASED": [(found(SLC, SLC), True), (found(IN_CIS, IN_CIS), False)],
    "SLC_SINGLE": [(found(SLC), True), (found(IN_CIS, IN_CIS), True), (found(SLC_HOM), False)],
    "ABCB7_PLP": [(found(finding("ABCB7")), True), (found(finding("ABCB7", "VUS")), False)],
    "STEAP3": [(found(finding("STEAP3")), True), (found(finding("STEAP3", "B")), False)],
    "VUS": [(found(VUS), True), (found(finding("STEAP3", "P")), True), (found(finding()), False)],
    "NO_FINDING": [
        (NOTHING, True),
        (found(finding("GLRX5")), True),
        (found(finding(somatic=True)), True),
        (found(VUS), False),
    ],
    "MALE_HET_X": [
        (case(alone(MAN), finding(zygosity=MOSAIC)), True),
        (case(alone(MAN), finding(vaf=0.1)), True),
        (case(alone(MAN), finding("ABCB7", "VUS", vaf=0.9)), True),
        (case(alone(MAN), finding(vaf=0.95)), False),
        (case(alone(MAN), finding(classification="B", vaf=0.5)), False),
        (found(finding(vaf=0.5)), False),
    ],
    "SEX_CONFLICT": [(found(finding(zygosity=HEMI)), True), (found(finding()), False)],
    "MDS_RS": [(MDS, True), (seen(diagnosis=Diagnosis.CSA), False)],
    "anaemia": [
        (labs(haemoglobin=110), True),
        (terms("HP:0001924"), True),
        (labs(haemoglobin=125), False),
        (NOTHING, None),
        # decided although sex and age are not known
        (case(alone(Sex.UNKNOWN, birth=Birth()), clinical=labs(haemoglobin=70).clinical), True),
        (case(alone(Sex.UNKNOWN), clinical=labs(haemoglobin=125).clinical), None),
    ],
    "microcytosis": [
        (labs(mcv=70), True),
        (terms("HP:0025066"), True),
        (labs(mcv=90), False),
        (NOTHING, None),
    ],
    "macrocytosis": [
        (labs(mcv=105), True),
        (terms("HP:0001972"), True),
        (labs(mcv=90), False),
        (NOTHING, None),
    ],
    "ring_sideroblasts": [
        (labs(ring_sideroblasts=5), True),
        (terms("HP:0004864"), True),
        (labs(ring_sideroblasts=4.9), False),
        (NOTHING, None),
    ],
    "sideroblastic": [
        (labs(ring_sideroblasts=20), True),
        (MDS, True),
        (found(finding(), labs=(lab("haemoglobin", 90),)), True),
        (found(finding(), labs=(lab("haemoglobin", 140), lab("ring_sideroblasts", 0))), False),
        (found(GOF, labs=(lab("ring_sideroblasts", 30),)), False),
        (labs(haemoglobin=90), None),
        (NOTHING, None),
    ],
    "unsolved": [(NOTHING, True), (found(VUS), True), (MDS, False), (found(finding()), False)],
    "inherited": [
        (found(finding()), True),
        (found(SLC_HOM), True),
        (labs(ring_sideroblasts=20), True),
        (seen(diagnosis=Diagnosis.MDS_RS), False),
        (labs(ring_sideroblasts=0), False),
        (NOTHING, None),
    ],
    "severe_anaemia": [
        (labs(haemoglobin=79), True),
        (treated(transfusion_dependent=True), True),
        (seen(symptomatic=True), True),
        (labs(haemoglobin=80), False),
        (NOTHING, None),
    ],
    "symptomatic": [(seen(symptomatic=True), True), (NOTHING, False)],
    "td": [(treated(transfusion_dependent=True), True), (NOTHING, False)],
    "iron_overload": [
        (labs(**OVERLOADED), True),
        (labs(liver_mri_lic=3), True),
        (terms("HP:0012465"), True),
        (labs(ferritin=1250), False),
        (labs(ferritin=150, tsat=80), False),
        (NOTHING, False),
    ],
    "transfusional_iron": [
        (
            seen(labs=(lab("ferritin", 1000),), treatment=Treatment(transfusion_dependent=True)),
            True,
        ),
        (labs(ferritin=1250), False),
        (treated(transfusion_dependent=True), False),
    ],
    "iron_normal": [
        (labs(ferritin=100, tsat=30), True),
        (labs(ferritin=100), False),
        (labs(ferritin=900, tsat=30), False),
    ],
    "on_b6": [
        (PYRIDOXINE["trial"], True),
        (PYRIDOXINE["maintenance"], True),
        (treated(pyridoxine=Pyridoxine("stopped")), False),
        (NOTHING, False),
    ],
    "b6.state": [(PYRIDOXINE["trial"], "trial"), (NOTHING, "none")],
    "b6.response": [
        (treated(pyridoxine=Pyridoxine("trial", response="partial")), "partial"),
        (NOTHING, "unknown"),
    ],
    "b6.dose": [
        (treated(pyridoxine=Pyridoxine("trial", 100)), 100),
        (labs(pyridoxine_dose=50), 50),
        (NOTHING, None),
    ],
    "b6.trial_adequate": [
        (treated(pyridoxine=Pyridoxine("trial", trial_adequate=True)), True),
        (NOTHING, False),
    ],
    "phlebotomy.state": [
        (treated(phlebotomy=Phlebotomy("ongoing")), "ongoing"),
        (NOTHING, "none"),
    ],
    "phlebotomy.tolerated": [
        (treated(phlebotomy=Phlebotomy(tolerated=True)), "yes"),
        (treated(phlebotomy=Phlebotomy(tolerated=False)), "no"),
        (NOTHING, "unknown"),
    ],
    "phlebotomy.hb_falling": [
        (treated(phlebotomy=Phlebotomy(hb_falling=True)), True),
        (NOTHING, False),
    ],
    "phlebotomy.hb_fall": [(treated(phlebotomy=Phlebotomy(hb_fall=12)), 12), (NOTHING, None)],
    "proband_pregnant": [(case(alone(pregnant=True)), True), (NOTHING, False)],
    "proband_planning": [(case(alone(planning_children=True)), True), (NOTHING, False)],
    "iron_supplement": [(exposed(iron_supplement=True), True), (NOTHING, False)],
    "zinc_supplement": [(exposed(zinc_supplement=True), True), (NOTHING, False)],
    "exposure.drugs": [
        (exposed(drugs=frozenset({"isoniazid"})), frozenset({"isoniazid"})),
        (NOTHING, frozenset()),
    ],
    "neuropathy": [(seen(neuropathy=True), True), (terms("HP:0009830"), True), (NOTHING, False)],
    "ataxia": [
        *((terms(one), True) for one in ("HP:0001251", "HP:0002078", "HP:0002470", "HP:0002073")),
        (NOTHING, False),
    ],
    "photosensitivity": [(terms("HP:0000992"), True), (NOTHING, False)],
    "diabetes": [(terms("HP:0000819"), True), (NOTHING, False)],
    "deafness": [(terms("HP:0000407"), True), (NOTHING, False)],
    "alcohol_high": [
        (exposed(alcohol=lab("alcohol", 40)), True),
        (exposed(alcohol=lab("alcohol", 39)), False),
        (case(alone(MAN), clinical=labs(alcohol=59).clinical), False),
        (case(alone(MAN), clinical=labs(alcohol=60).clinical), True),
        (case(alone(Sex.UNKNOWN), clinical=labs(alcohol=50).clinical), None),
        (NOTHING, None),
    ],
    "plp_low": [(labs(plp=19), True), (labs(plp=20), False), (NOTHING, None)],
    "copper_low": [(labs(copper=10), True), (labs(copper=11), False), (NOTHING, None)],
    "zinc_high": [(labs(zinc=19), True), (labs(zinc=18), False), (NOTHING, None)],
    "epp_high": [(labs(epp_total=6), True), (labs(epp_total=5), False), (NOTHING, None)],
    "crp_high": [(labs(crp=11), True), (labs(crp=10), False), (NOTHING, None)],
    "ferritin_high": [(labs(ferritin=201), True), (labs(ferritin=200), False), (NOTHING, None)],
    "other_cytopenia": [
        (labs(platelets=140), True),
        (labs(neutrophils=1.0), True),
        (labs(platelets=200), False),
        (NOTHING, False),
    ],
    "advanced_fibrosis": [
        (seen(advanced_fibrosis=True), True),
        (terms("HP:0001394"), True),
        (terms("HP:0001395"), False),
    ],
    "full_sib_alive": [
        (case(family("p", *SIBS, "s F of f m")), True),
        (case(family("p", *SIBS, "s F of - m")), False),
        (case(family("p", *SIBS, "s F of f m deceased")), False),
        (case(family("p", *SIBS, "s F of f m adopted")), False),
    ],
    "parent_negative": [
        (case(PARENT_FAMILY), True),
        (case(wide_family(WOMAN), finding(trio=parents("not detected"))), True),
        (case(wide_family(WOMAN), finding(trio=parents("not detected", mother_depth=9))), False),
        (case(wide_family(WOMAN, {"MAT_AUNT": NEGATIVE})), False),
        (case(wide_family(WOMAN, {"FATHER": HEMIZYGOUS})), False),
    ],
    "lab.haemoglobin": [(labs(haemoglobin=98), 98), (NOTHING, None)],
    "lab.ferritin": [(labs(ferritin=500), 500), (NOTHING, None)],
    "lab.tsat": [(labs(tsat=50), 50), (NOTHING, None)],
    "lab.lead_blood": [(labs(lead_blood=0.5), 0.5), (NOTHING, None)],
    "lab.lic": [
        (seen(liver_mri_lic=lab("liver_mri_lic", 8), labs=(lab("liver_mri_lic", 2),)), 8),
        (labs(liver_mri_lic=2), 2),
        (NOTHING, None),
    ],
    "callability.cds_20x_pct": [
        (read(ALAS2=GeneCallability(99.5), ABCB7=GeneCallability(97.0)), 97),
        (read(GLRX5=GeneCallability(50.0)), None),
        (NOTHING, None),
    ],
    "callability.exon_gap": [
        (read(ABCB7=GeneCallability(99.0, ("exon 2",))), True),
        (read(ALAS2=FULLY_READ), False),
        (NOTHING, None),
    ],
    "callability.promoter_gap": [
        (read(ALAS2=GeneCallability(promoter="not covered")), True),
        (read(ALAS2=FULLY_READ), False),
        (read(ALAS2=GeneCallability(100.0)), None),
    ],
    "callability.enhancer_gap": [
        (read(ALAS2=GeneCallability(intron1_gata_enhancer="partly")), True),
        (read(ALAS2=FULLY_READ), False),
        (read(ABCB7=FULLY_READ), None),
    ],
    "site.callability_pct": [(NOTHING, 100), (case(alone(), site=SiteSettings(98)), 98)],
    "site.lead_action_level": [
        (case(alone(), site=SiteSettings(lead_action_level=0.48)), 0.48),
        (NOTHING, None),
    ],
    "site.off_label_annex": [
        (case(alone(), site=SiteSettings(off_label_annex=True)), True),
        (NOTHING, False),
    ],
    "relative_pregnant_flagged": [(NOTHING, False)],
    "always": [(NOTHING, True)],
    "never": [(NOTHING, False)],
}


@pytest.mark.parametrize(
    ("fact", "of", "value"),
    [(fact, of, value) for fact, rows in TABLE.items() for of, value in rows],
    ids=[f"{fact}-{number}" for fact, rows in TABLE.items() for number, _ in enumerate(rows)],
)
def test_every_fact(fact: str, of: Case, value: object) -> None:
    assert Facts(of)[fact] == value


def test_the_table_has_every_fact_with_every_answer_it_can_give() -> None:
    constant = {"relative_pregnant_flagged", "always", "never"}
    wanted = {
        FactType.BOOL: {True, False},
        FactType.BOOL_OR_UNKNOWN: {True, False, None},
        FactType.NUMBER: set(),
        FactType.CHOICE: set(),
        FactType.SET: set(),
    }

    assert TABLE.keys() == FACTS.keys()
    for fact, rows in TABLE.items():
        if fact not in constant:
            assert wanted[FACTS[fact].type] <= {value for _, value in rows}, fact


def test_the_second_phase_sets_the_pregnant_relative() -> None:
    assert Facts(NOTHING, relative_pregnant_flagged=True)["relative_pregnant_flagged"] is True


def test_the_laboratorys_own_limit_comes_before_the_default() -> None:
    own = measure("haemoglobin", 125, "g/L", ref_low=130)
    of = seen(labs=(own,))

    assert Facts(of)["anaemia"] is True


def test_limits_follow_the_younger_age() -> None:
    child = alone(birth=Birth(2020, date(2020, 1, 1)))
    of = case(child, clinical=labs(haemoglobin=117, mcv=78).clinical)

    assert Facts(of)["anaemia"] is False
    assert Facts(of)["microcytosis"] is False


def test_an_input_that_is_not_given_is_noted_as_missing() -> None:
    assert Facts(NOTHING).missing_inputs(["anaemia", "b6.dose"]) == (
        "haemoglobin",
        "pyridoxine_dose",
    )
    assert Facts(labs(haemoglobin=90)).missing_inputs(["anaemia"]) == ()


def test_a_what_if_value_replaces_what_was_entered() -> None:
    of = Facts(labs(haemoglobin=125))

    assert of.with_inputs({"haemoglobin": 70.0})["severe_anaemia"] is True
    assert of.with_inputs({"age": 10.0})["minor"] is True
    assert of["severe_anaemia"] is False
