"""For every rule and alarm small cases with the answer, written by hand from KNOWLEDGE.md.

Nothing here is read from the rule files. A line is "yes" or "no", then the facts that differ from
a case of which nothing is known:

    name        true                     -name       false
    name=value  a number, a choice, or the members of a set with commas between them

`CONDITIONS` asks whether a rule is applied or an alarm raised, `ACTIVE` whether the step of a
rule concerns today (SR) or its urgent wording is printed (SA). Unknown counts as "no".
"""

from pedigrees.clinical.fact_types import FactType
from pedigrees.clinical.facts import FACT_TYPES

NOTHING_KNOWN = {
    FactType.BOOL: False,
    FactType.BOOL_OR_UNKNOWN: None,
    FactType.NUMBER: None,
    FactType.CHOICE: "unknown",
    FactType.SET: frozenset(),
}
DEFAULTS = {
    "pattern": "NEG",
    "b6.state": "none",
    "phlebotomy.state": "none",
    "site.callability_pct": 100.0,
    "always": True,
}


def facts_of(words):
    """The facts of one line: 'ALAS2_LOF -td b6.dose=150'."""
    facts = {name: NOTHING_KNOWN[kind] for name, kind in FACT_TYPES.items()} | DEFAULTS
    for word in words:
        name, _, value = word.lstrip("-").partition("=")
        assert name in facts, name
        facts[name] = _value(name, value, word)
    return facts


def _value(name, value, word):
    kind = FACT_TYPES[name]
    if kind is FactType.NUMBER:
        return float(value)
    if kind is FactType.CHOICE:
        assert value, word
        return value
    if kind is FactType.SET:
        return frozenset(value.split(","))
    assert not value, word
    return not word.startswith("-")


def cases_of(table):
    """The lines of a table: (expected, facts)."""
    for line in table.strip().splitlines():
        answer, *words = line.split()
        yield {"yes": True, "no": False}[answer], facts_of(words)


CONDITIONS = {
    # --- 1. The seed -------------------------------------------------------------------------
    "SR-01": """
        yes ALAS2_LOF sideroblastic
        no  ALAS2_LOF
        no  ALAS2_LOF -sideroblastic
        no  sideroblastic
    """,
    "SR-02": """
        yes ALAS2_LOF sideroblastic adult
        yes ALAS2_LOF sideroblastic adult b6.state=trial
        no  ALAS2_LOF sideroblastic adult b6.state=maintenance
        no  ALAS2_LOF sideroblastic adult b6.state=stopped
        no  ALAS2_LOF sideroblastic minor
        no  adult
    """,
    "SR-03": """
        yes ALAS2_LOF sideroblastic adult
        no  ALAS2_LOF sideroblastic minor
        no  adult
    """,
    "SR-04": """
        yes ALAS2_LOF sideroblastic pattern=XL-M
        yes ALAS2_LOF sideroblastic pattern=XL-F on_b6 b6.response=partial
        yes on_b6 b6.response=none
        no
        no  on_b6 pattern=VUS
        no  on_b6 pattern=AR
        no  ALAS2_LOF sideroblastic pattern=XL-M b6.response=complete
        no  ALAS2_LOF sideroblastic pattern=XL-M iron_normal
        no  on_b6 iron_normal
        no  on_b6 b6.response=complete
    """,
    "SR-05": """
        yes ALAS2_LOF sideroblastic
        no  ALAS2_LOF
    """,
    "SR-06": """
        yes SLC_BIALLELIC
        no  SLC_UNPHASED
        no  SLC_SINGLE
        no
    """,
    "SR-07": """
        yes SLC_BIALLELIC severe_anaemia
        no  SLC_BIALLELIC
        no  severe_anaemia
    """,
    "SR-08": """
        yes SLC_BIALLELIC td
        yes SLC_BIALLELIC iron_overload
        no  SLC_BIALLELIC
        no  td iron_overload
    """,
    "SR-09": """
        yes STEAP3
        no
    """,
    "SR-10": """
        yes STEAP3 transfusional_iron
        no  STEAP3
        no  transfusional_iron
    """,
    "SR-11": """
        yes ABCB7_PLP male
        no  ABCB7_PLP female
        no  male
    """,
    "SR-12": """
        yes ALAS2_LOF iron_overload adult
        yes ALAS2_LOF iron_overload adult phlebotomy.tolerated=yes
        no  ALAS2_LOF iron_overload adult phlebotomy.tolerated=no
        no  ALAS2_LOF iron_overload adult td
        no  ALAS2_LOF iron_overload minor
        no  ALAS2_LOF adult
        no  iron_overload adult
    """,
    "SR-13": """
        yes ALAS2_LOF iron_overload adult
        no  ALAS2_LOF iron_overload adult td
    """,
    "SR-14": """
        yes ALAS2_LOF iron_overload adult
        no  ALAS2_LOF iron_overload adult td
        no  ALAS2_LOF iron_overload minor
        no  ALAS2_LOF adult
        no  iron_overload adult
    """,
    "SR-15": """
        yes sideroblastic
        yes unsolved
        no
    """,
    "SR-16": """
        yes iron_overload
        yes transfusional_iron
        no
    """,
    "SR-17": """
        yes iron_overload
        no  transfusional_iron
    """,
    "SR-18": """
        yes MDS_RS adult
        no  MDS_RS minor
        no  adult ring_sideroblasts
    """,
    "SR-19": """
        yes MDS_RS adult td
        no  MDS_RS adult
        no  td
    """,
    "SR-20": """
        yes severe_anaemia
        no  severe_anaemia ALAS2_GOF
        no
    """,
    "SR-21": """
        yes site.off_label_annex ALAS2_LOF
        yes site.off_label_annex SLC_BIALLELIC
        no  site.off_label_annex
        no  ALAS2_LOF
        no  SLC_BIALLELIC
    """,
    "SR-22": """
        yes sideroblastic alcohol_high
        yes sideroblastic plp_low
        no  sideroblastic
        no  alcohol_high
        no  plp_low
    """,
    "SR-23": """
        yes sideroblastic
        no
    """,
    "SR-24": """
        yes unsolved sideroblastic
        no  unsolved
        no  sideroblastic
        no  unsolved sideroblastic ALAS2_FOUND
        no  unsolved sideroblastic ALAS2_FULLY_READ
    """,
    "SR-25": """
        yes ALAS2_LOF
        no  ALAS2_GOF
    """,
    "SR-26": """
        yes minor unsolved microcytosis severe_anaemia
        no  unsolved microcytosis severe_anaemia
        no  minor microcytosis severe_anaemia
        no  minor unsolved severe_anaemia
        no  minor unsolved microcytosis
    """,
    "SR-27": "yes",
    "SR-28": """
        yes inherited
        yes unsolved
        no
    """,
    "SR-29": """
        yes
        no  ALAS2_GOF
    """,
    "SR-30": """
        yes iron_overload
        yes transfusional_iron
        no
    """,
    "SR-31": """
        yes ALAS2_LOF sideroblastic
        yes on_b6
        no
        no  on_b6 STEAP3
        no  on_b6 ALAS2_GOF
        no  on_b6 SLC_SINGLE
    """,
    "SR-32": "yes",
    "SR-33": "yes",
    "SR-34": "yes",
    "SR-35": "yes",
    "SR-36": "no",
    # --- 1b. Safety rules --------------------------------------------------------------------
    "SA-01": """
        yes sideroblastic
        yes ALAS2_LOF
        yes unsolved
        no
        no  unsolved ALAS2_GOF
        no  ALAS2_LOF ALAS2_GOF
    """,
    "SA-02": """
        yes ALAS2_LOF on_b6 b6.response=none iron_normal b6.trial_adequate
        no  on_b6 b6.response=none iron_normal b6.trial_adequate
        no  ALAS2_LOF b6.response=none iron_normal b6.trial_adequate
        no  ALAS2_LOF on_b6 b6.response=partial iron_normal b6.trial_adequate
        no  ALAS2_LOF on_b6 iron_normal b6.trial_adequate
        no  ALAS2_LOF on_b6 b6.response=none b6.trial_adequate
        no  ALAS2_LOF on_b6 b6.response=none iron_normal
    """,
    "SA-03": """
        yes ALAS2_LOF sideroblastic
        yes sideroblastic alcohol_high
        yes on_b6
        no  sideroblastic
    """,
    "SA-04": """
        yes STEAP3
        no
    """,
    "SA-05": """
        yes ALAS2_EXON11
        no  ALAS2_FOUND
    """,
    "SA-06": """
        yes pattern=XL-M
        no  pattern=XL-F
        no  pattern=AR
    """,
    "SA-07": """
        yes iron_overload
        no
        no  iron_overload td
        no  iron_overload ALAS2_GOF
    """,
    "SA-08": """
        yes minor ALAS2_LOF sideroblastic
        yes minor sideroblastic plp_low
        yes minor on_b6
        no  minor
        no  adult on_b6
    """,
    "SA-09": """
        yes ALAS2_LOF female
        no  ALAS2_LOF male
        no  female
    """,
    "SA-10": """
        yes advanced_fibrosis
        no  iron_overload
    """,
    "SA-11": """
        yes sideroblastic
        no  sideroblastic MDS_RS
        no
    """,
    "SA-12": """
        yes ALAS2_LOF iron_overload
        yes phlebotomy.state=proposed
        yes phlebotomy.state=ongoing
        no  phlebotomy.state=stopped
        no  ALAS2_LOF iron_overload td
        no  ALAS2_LOF
        no  iron_overload
        no
    """,
    "SA-13": """
        yes MDS_RS adult
        yes site.off_label_annex ALAS2_LOF
        no  td
        no
    """,
    "SA-14": """
        yes adult sideroblastic macrocytosis
        yes adult sideroblastic other_cytopenia
        yes adult sideroblastic age_at_onset=40
        yes adult sideroblastic age_at_onset=41
        no  adult sideroblastic age_at_onset=39
        no  adult sideroblastic
        no  minor sideroblastic macrocytosis
        no  minor sideroblastic MDS_RS microcytosis
        no  adult macrocytosis other_cytopenia age_at_onset=60
        no  adult MDS_RS microcytosis
        yes adult sideroblastic MDS_RS microcytosis
        no  adult sideroblastic MDS_RS macrocytosis
        no  adult sideroblastic MDS_RS other_cytopenia age_at_onset=60
        no  adult sideroblastic MDS_RS
        no  adult sideroblastic microcytosis
    """,
    "SA-15": """
        yes SLC_BIALLELIC
        yes SLC_UNPHASED
        yes SLC_SINGLE
        yes ABCB7_PLP
        yes STEAP3
        yes ALAS2_GOF
        yes ALAS2_GOF ALAS2_LOF
        no
        no  STEAP3 ALAS2_LOF
        no  SLC_SINGLE ALAS2_LOF
    """,
    "SA-16": """
        yes ALAS2_GOF
        no  ALAS2_LOF
    """,
    "SA-17": """
        yes VUS
        no
    """,
    "SA-18": """
        yes NO_FINDING
        no
    """,
    "SA-19": """
        yes MALE_HET_X
        yes SEX_CONFLICT
        no
    """,
    "SA-20": """
        yes ABCB7_PLP
        no
    """,
    "SA-21": """
        yes SLC_BIALLELIC full_sib_alive
        no  SLC_BIALLELIC
        no  full_sib_alive
    """,
    "SA-22": """
        yes SLC_HOMOZYGOUS parent_negative
        no  SLC_HOMOZYGOUS
        no  parent_negative
    """,
    "SA-23": """
        yes sideroblastic age_min=0
        yes sideroblastic age_min=1
        no  sideroblastic age_min=2
        yes sideroblastic age_min=30 severe_anaemia
        no  sideroblastic age_min=30
        no  age_min=1 severe_anaemia
        yes sideroblastic severe_anaemia
    """,
    "SA-24": """
        yes macrocytosis sideroblastic diabetes
        yes macrocytosis sideroblastic deafness
        no  macrocytosis sideroblastic
        no  sideroblastic diabetes deafness
        no  macrocytosis diabetes deafness
    """,
    "SA-25": """
        yes proband_pregnant
        yes proband_planning
        no
    """,
    "SA-26": """
        yes transfusional_iron
        no  td iron_overload
    """,
    # --- 6. Alarms ---------------------------------------------------------------------------
    "AL-B6-200": """
        yes on_b6 b6.dose=200.5
        yes on_b6 b6.dose=201
        yes on_b6 b6.dose=1000
        no  on_b6 b6.dose=200
        no  b6.dose=300
        no  on_b6
    """,
    "AL-B6-100": """
        yes b6.state=maintenance b6.dose=100.5
        yes b6.state=maintenance b6.dose=101
        yes b6.state=maintenance b6.dose=200
        no  b6.state=maintenance b6.dose=200.5
        no  b6.state=maintenance b6.dose=201
        no  b6.state=maintenance b6.dose=100
        no  b6.state=trial b6.dose=150
        no  b6.state=maintenance
    """,
    "AL-B6-REFUSE": """
        yes b6.dose=1000.5
        yes b6.dose=1001
        yes b6.dose=-0.5
        yes b6.dose=-1
        no  b6.dose=1000
        no  b6.dose=0
        no
    """,
    "AL-NEUROPATHY-B6": """
        yes neuropathy on_b6
        yes neuropathy ALAS2_LOF sideroblastic
        yes neuropathy sideroblastic alcohol_high
        yes neuropathy copper_low
        no  neuropathy
        no  on_b6 copper_low ALAS2_LOF sideroblastic alcohol_high
    """,
    "AL-PAEDIATRIC-DOSE": """
        yes minor ALAS2_LOF sideroblastic
        yes minor on_b6
        no  minor
        no  adult on_b6
        no  adult ALAS2_LOF sideroblastic
    """,
    "AL-FERRITIN-1000": """
        yes lab.ferritin=1000
        yes lab.ferritin=1450
        no  lab.ferritin=999.5
        no  lab.ferritin=999
        no
    """,
    "AL-TSAT-IRON": """
        yes iron_supplement lab.tsat=45.5
        yes iron_supplement lab.tsat=46
        no  iron_supplement lab.tsat=45
        no  iron_supplement
        no  lab.tsat=90
    """,
    "AL-LIC-7": """
        yes lab.lic=7
        yes lab.lic=14.5
        no  lab.lic=6.5
        no  lab.lic=15
        no  lab.lic=15.5
        no
    """,
    "AL-LIC-15": """
        yes lab.lic=15
        yes lab.lic=16
        no  lab.lic=14.5
        no  lab.lic=14
        no
    """,
    "AL-HB-70": """
        yes lab.haemoglobin=69
        yes lab.haemoglobin=69.5
        no  lab.haemoglobin=70
        no  lab.haemoglobin=75
        yes lab.haemoglobin=75 symptomatic
        yes lab.haemoglobin=79.5 symptomatic
        no  lab.haemoglobin=80 symptomatic
        no  symptomatic
        yes lab.haemoglobin=54 td
    """,
    "AL-PHLEB-HB": """
        yes phlebotomy.state=ongoing lab.haemoglobin=99
        yes phlebotomy.state=ongoing lab.haemoglobin=99.5
        no  phlebotomy.state=ongoing lab.haemoglobin=100
        yes phlebotomy.state=ongoing lab.haemoglobin=120 phlebotomy.hb_fall=10
        yes phlebotomy.state=ongoing phlebotomy.hb_fall=11
        no  phlebotomy.state=ongoing phlebotomy.hb_fall=9.5
        no  phlebotomy.state=ongoing
        no  phlebotomy.state=proposed lab.haemoglobin=90
        no  phlebotomy.state=stopped lab.haemoglobin=90 phlebotomy.hb_fall=20
    """,
    "AL-COPPER-LOW": """
        yes copper_low
        no
    """,
    "AL-ZINC-HIGH": """
        yes zinc_high
        yes zinc_supplement
        no
    """,
    "AL-LEAD": """
        yes lab.lead_blood=0.5 site.lead_action_level=0.5
        yes lab.lead_blood=0.6 site.lead_action_level=0.5
        no  lab.lead_blood=0.4 site.lead_action_level=0.5
        no  lab.lead_blood=20
        no  site.lead_action_level=0.5
    """,
    "AL-DRUG-SA": """
        yes exposure.drugs=isoniazid
        yes exposure.drugs=pyrazinamide
        yes exposure.drugs=cycloserine
        yes exposure.drugs=linezolid
        yes exposure.drugs=chloramphenicol
        yes exposure.drugs=penicillamine
        yes exposure.drugs=trientine
        yes exposure.drugs=paracetamol,isoniazid
        no  exposure.drugs=paracetamol
        no
    """,
    "AL-ALCOHOL": """
        yes alcohol_high
        no
    """,
    "AL-MACRO-MDS": """
        yes age_max=40 macrocytosis ring_sideroblasts
        yes age_max=41 macrocytosis ring_sideroblasts
        no  age_max=39 macrocytosis ring_sideroblasts
        no  macrocytosis ring_sideroblasts
        no  age_max=60 ring_sideroblasts
        no  age_max=60 macrocytosis
        no  age_max=60 macrocytosis ring_sideroblasts MDS_RS
    """,
    "AL-ALAS2-CTERM": """
        yes ALAS2_EXON11
        no  ALAS2_FOUND
    """,
    "AL-STEAP3": """
        yes STEAP3
        no
    """,
    "AL-SINGLE-AR": """
        yes SLC_SINGLE
        no  SLC_UNPHASED
    """,
    "AL-XY-HET": """
        yes MALE_HET_X
        no  SEX_CONFLICT
    """,
    "AL-SEX": """
        yes SEX_CONFLICT
        no  MALE_HET_X
    """,
    "AL-CALLABILITY": """
        yes callability.cds_20x_pct=99.5
        yes callability.cds_20x_pct=99
        no  callability.cds_20x_pct=100
        no  callability.cds_20x_pct=96 site.callability_pct=95
        yes callability.cds_20x_pct=94 site.callability_pct=95
        yes callability.exon_gap
        yes callability.promoter_gap
        yes callability.enhancer_gap
        no
        no  -callability.exon_gap -callability.promoter_gap -callability.enhancer_gap
    """,
    "AL-PREGNANT-RELATIVE": """
        yes relative_pregnant_flagged
        no
    """,
    "AL-PHOTOSENS": """
        yes ALAS2_FOUND photosensitivity
        yes ALAS2_FOUND epp_high
        no  ALAS2_FOUND
        no  photosensitivity epp_high
    """,
    "AL-ATAXIA-ALAS2": """
        yes ALAS2_FOUND ataxia
        no  ALAS2_FOUND
        no  ataxia ABCB7_PLP
    """,
    "AL-CRP": """
        yes crp_high ferritin_high
        no  crp_high
        no  ferritin_high
    """,
    "AL-HBA": """
        yes microcytosis -ring_sideroblasts
        no  microcytosis
        no  microcytosis ring_sideroblasts
        no  -ring_sideroblasts
        no  microcytosis -ring_sideroblasts ALAS2_LOF
        no  microcytosis -ring_sideroblasts ALAS2_GOF
        no  microcytosis -ring_sideroblasts SLC_BIALLELIC
        no  microcytosis -ring_sideroblasts ABCB7_PLP
        yes microcytosis -ring_sideroblasts STEAP3
    """,
}

ACTIVE = {
    "SR-03": """
        yes b6.response=complete
        yes b6.response=partial
        no  b6.response=none
        no
    """,
    "SR-04": """
        yes on_b6
        yes b6.state=stopped
        no  b6.state=none
    """,
    "SR-13": """
        yes phlebotomy.state=ongoing
        no  phlebotomy.state=proposed
        no
    """,
    "SR-14": """
        yes phlebotomy.tolerated=no
        yes phlebotomy.hb_falling
        no  phlebotomy.tolerated=yes
        no
    """,
    "SA-03": """
        yes on_b6 neuropathy
        no  neuropathy
        no  on_b6
        yes b6.dose=200.5
        yes b6.dose=201
        no  b6.dose=200
        yes b6.state=maintenance b6.dose=100.5
        yes b6.state=maintenance b6.dose=101
        no  b6.state=maintenance b6.dose=100
        no  b6.state=trial b6.dose=150
        no  b6.state=maintenance
    """,
    "SA-23": """
        yes unsolved
        no
    """,
}
