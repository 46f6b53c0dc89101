"""Cases of one person drawn at random: age, findings, values, signs, treatment, exposures."""

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.results import Finding, Origin
from genetics.variants import Zygosity
from pedigrees.case import (
    Callability,
    Case,
    Clinical,
    Diagnosis,
    Exposures,
    GeneCallability,
    Phlebotomy,
    Pyridoxine,
    SiteSettings,
    Treatment,
)
from pedigrees.clinical.hpo import load_hpo_terms
from pedigrees.clinical.laboratory import Measurement, load_lab_items
from pedigrees.family import Family
from pedigrees.people import Birth, Person

REPORT_DATE = date(2026, 6, 1)
ELSEWHERE, EXON_11 = ("c.1354C>T", "p.(Arg452Cys)"), ("c.1706_1709del", "p.(Glu569GlyfsTer24)")
MECHANISMS = ("LOF", "LOF", "LOF (published)", "GOF (published)", "unresolved", "")
YEARS = (1990, 1960, 2007, None, 2026, 2025, 2024, 2015, 2008, 1995, 1985, 1970)
PHASES = ("", "in trans (parents tested)", "in cis")

SIGNS = tuple(sorted(load_hpo_terms()))
SIGNS_OF_RULES = ("HP:0012465", "HP:0004864", "HP:0001935", "HP:0001972", "HP:0009830") * 6

maybe = st.booleans()
seldom = st.sampled_from((*[False] * 9, True))


@st.composite
def findings(draw, sex):
    gene = draw(st.sampled_from(("ALAS2", "ALAS2", "ALAS2", "SLC25A38", "STEAP3", "ABCB7")))
    hgvs = draw(st.sampled_from((ELSEWHERE, ELSEWHERE, EXON_11)))
    zygosity = draw(st.sampled_from((Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS)))
    if gene in ("ALAS2", "ABCB7"):
        fits, other = Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS
        zygosity = fits if (sex is Sex.MALE) is not draw(seldom) else other
    return Finding(
        gene,
        "",
        *hgvs,
        zygosity,
        Classification(draw(st.sampled_from(("P", "P", "LP", "VUS", "LB")))),
        Origin.TYPED_IN,
        mechanism=draw(st.sampled_from(MECHANISMS)),
        mechanism_confirmed=draw(seldom),
        phase=draw(st.sampled_from(PHASES)),
        somatic=draw(seldom),
        withheld=draw(seldom),
    )


@st.composite
def values(draw):
    """A few laboratory values: their refuse limits, default limits, and what lies between."""
    items = load_lab_items()
    names = ("haemoglobin", "mcv", "ferritin", "tsat", "ring_sideroblasts", "copper", "zinc", "plp")
    more = ("crp", "epp_total", "platelets", "liver_mri_lic", "lead_blood", "age_at_onset")
    chosen = draw(st.lists(st.sampled_from((*names, *more)), unique=True, max_size=8))
    drawn = {name: draw(st.sampled_from(_telling(items[name]))) for name in chosen}
    drawn |= draw(st.sampled_from(({}, {}, {"ferritin": 1450, "tsat": 82})))
    return tuple(Measurement(name, float(drawn[name]), items[name].unit) for name in drawn)


def _telling(item):
    limits = [limit for band in item.default_limits for limit in (band.low, band.high)]
    edges = [edge for edge in (*limits, item.refuse_below, item.refuse_above) if edge is not None]
    more = {"haemoglobin": [54, 75, 98], "ferritin": [1450], "liver_mri_lic": [3, 9, 16]}
    near = [edge + step for edge in edges for step in (-1, 0, 1)]
    return sorted({one for one in (*near, *more.get(item.id, [])) if not item.is_refused(one)})


@st.composite
def treatments(draw):
    return Treatment(
        pyridoxine=Pyridoxine(
            draw(st.sampled_from(("none", "trial", "maintenance", "stopped"))),
            draw(st.sampled_from((None, 50.0, 100.0, 150.0, 200.0, 250.0))),
            response=draw(st.sampled_from(("unknown", "none", "partial", "complete"))),
            trial_adequate=draw(maybe),
        ),
        phlebotomy=Phlebotomy(
            draw(st.sampled_from(("none", "proposed", "ongoing", "stopped"))),
            draw(st.sampled_from((None, True, False))),
            draw(maybe),
            draw(st.sampled_from((None, 5.0, 10.0))),
        ),
        transfusion_dependent=draw(maybe),
    )


@st.composite
def exposures(draw):
    grams = draw(st.sampled_from((None, 10.0, 50.0, 90.0)))
    return Exposures(
        alcohol=None if grams is None else Measurement("alcohol", grams, "g/day"),
        drugs=draw(st.frozensets(st.sampled_from(("isoniazid", "paracetamol")), max_size=2)),
        zinc_supplement=draw(seldom),
        iron_supplement=draw(maybe),
    )


@st.composite
def cases(draw):
    sex = Sex(draw(st.sampled_from("MMMMFFFFU")))
    found = [draw(findings(sex)) for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2, 3))))]
    person = Person(
        "P",
        sex,
        birth=Birth(draw(st.sampled_from(YEARS))),
        pregnant=draw(seldom),
        planning_children=draw(seldom),
    )
    clinical = Clinical(
        diagnosis=draw(st.sampled_from((None, None, Diagnosis.CSA, *Diagnosis))),
        symptomatic=draw(maybe),
        neuropathy=draw(maybe),
        advanced_fibrosis=draw(seldom),
        phenotype=draw(st.frozensets(st.sampled_from((*SIGNS, *SIGNS_OF_RULES)), max_size=3)),
        labs=draw(values()),
        treatment=draw(treatments()),
        exposures=draw(exposures()),
    )
    read = GeneCallability(draw(st.sampled_from((None, 92.0, 100.0))), (), "covered", "covered")
    return Case(
        "CASE",
        REPORT_DATE,
        Family([person], "P"),
        tuple(found),
        clinical=clinical,
        callability=Callability(draw(st.sampled_from(({}, {"ALAS2": read})))),
        site=SiteSettings(off_label_annex=draw(maybe), lead_action_level=0.24),
    )


@dataclass(frozen=True)
class Shown:
    """What the findings of a case show, worked out here and not by the program."""

    loss_of_function: bool
    gain_of_function: bool
    other_gene: bool


def shown_by(a_case):
    germline = [one for one in a_case.findings if not one.somatic and not one.withheld]
    causing = [one for one in germline if one.classification.value in ("P", "LP")]
    alas2 = [one for one in causing if one.gene == "ALAS2"]
    settled = [
        one
        for one in alas2
        if one.mechanism.startswith("LOF")
        and (one.mechanism_confirmed or (one.hgvs_c, one.hgvs_p) == ELSEWHERE)
    ]
    return Shown(
        loss_of_function=bool(settled),
        gain_of_function=any(one.mechanism.startswith("GOF") for one in alas2),
        other_gene=any(one.gene in ("SLC25A38", "ABCB7") for one in causing)
        or any(
            one.gene == "STEAP3" and one.classification.value in ("P", "LP", "VUS")
            for one in germline
        ),
    )


def youngest(a_case):
    """The younger possible age, 0 where the year of birth is not known."""
    year = a_case.family.proband.birth.year
    return 0 if year is None else max(REPORT_DATE.year - year - 1, 0)
