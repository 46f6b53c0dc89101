"""Case files: what is read from them, and what is said about one that is wrong."""

import json
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people_with_everything import EVERYTHING

from genetics.classification import Classification
from genetics.errors import InputRejected
from genetics.inheritance import Sex
from genetics.results import Origin
from genetics.variants import Assembly, Zygosity
from pedigrees.case import Address, Diagnosis
from pedigrees.people import Affected, Birth, Condition, Genotype, VariantTest
from pedigrees.readers.case_file import case_from_mapping, read_case
from pedigrees.readers.case_model import schema_text
from pedigrees.writers.own_json import written_own_json

REPOSITORY = Path(__file__).resolve().parents[2]
FAMILIES = REPOSITORY / "tests/families"
EXAMPLE = REPOSITORY / "docs/examples/case.toml"
DAY = date(2026, 6, 1)


def case_of(**values):
    """A case of one man of unknown age, with these tables and keys."""
    base = {"schema": "sideroscreen-case/1", "id": "C", "proband": "P", "report_date": DAY}
    return case_from_mapping({**base, "people": [{"id": "P", "sex": "M"}], **values}).case


def refused(**values):
    with pytest.raises(InputRejected) as error:
        case_of(**values)
    return [str(mistake) for mistake in error.value.mistakes]


# --- traps: one small file each, and every line that is printed for it -----------------------------
# A line of the file itself is given without the name of the file; "…" leaves the end open.

TRAPS = {
    "adopted-in-by-nobody": ['9: people P, adopted: P is recorded as adopted in, and with genetic parents only; add genetic_link = false, or name the adoptive parents'],
    "alcohol-text": ['11: exposures, alcohol_g_day: value "much" is text; write a number with a decimal point (9.8) and without quotation marks'],
    "alive-and-died": ["14: people MO, died: MO is recorded alive and deceased in 2004; keep one of the two"],
    "assembly-hg38": ['13: vcf, assembly: "hg38" is not an allowed value; allowed values: GRCh37, GRCh38'],
    "birth-year-and-date-differ": ["9: people P, birth_year: birth_date 1983-01-01 and birth_year 1982 of P differ; keep one of the two"],
    "born-after-report": ["9: people P, birth_year: P is born in 2031, after the report of 2026-06-01; correct the birth"],
    "born-days-after-report": ["9: people P, birth_date: P is born on 2026-06-02, after the report of 2026-06-01; correct the birth"],
    "callability-above-100": ["11: callability, ALAS2, cds_20x_pct: 120 is not a percentage; write a number from 0 to 100"],
    "callability-of-no-gene": ['10: callability, ALAS1: unknown key "ALAS1"; did you mean "ALAS2"? (allowed keys: ALAS2, SLC25A38, STEAP3, ABCB7, SF3B1, cnv, deep_intronic, mtdna)'],
    "carried-by-a-man": ['9: people P, carried_by: P is carried by SU, who is recorded male; correct the sex or the id'],
    "carried-by-nobody": ['9: people P, carried_by: surrogate of P: SU is not in the family; enter SU as a person or leave it out'],
    "chance-above-1": ['13: people BR, tests 1, sensitivity: 1.5 is not a fraction from 0 to 1; write 0.47 for 47 %'],
    "child-older-than-mother": ["10: people P, birth_year: P, born in 1985, is older than the mother MO, born in 1990; correct a birth or the parent link"],
    "date-with-time": ['4: report_date: "2026-06-01T08:00:00" is not a date; write it as YYYY-MM-DD'],
    "decimal-comma": ['12: labs 1, haemoglobin: value "9,8" is text; write a number with a decimal point (9.8) and without quotation marks'],
    "died-after-report": ["13: people MO, died: MO died in 2027, after the report of 2026-06-01; correct the year of death"],
    "died-before-birth": ["14: people MO, died: MO died in 1950, before the birth in 1958; correct one of the two years"],
    "document-unknown": ['5: documents 1: "councelling" is not a document; write one of: counselling, management, referral, lab, relative_letter, relative_letter:ID'],
    "duplicate-id": ["15: people BR, id: BR is entered twice; keep one of the two"],
    "everything-at-once": [
        '5: diagnosis: "CAS" is not an allowed value; allowed values: CSA, MDS-RS, reversible',
        "6: phenotype 1: HPO term HP:0001904 is not known to this version; near it: HP:0001924 Sideroblastic anemia, HP:0001903 Anemia; leave the term out if none of the 60 known terms is meant",
        '10: people P, sex: "male" is not an allowed value; allowed values: M, F, U',
        "11: people P, mother: MO, the mother of P, is recorded male; correct the sex or the parent",
        "12: people P, birth_year: P is born in 2031, after the report of 2026-06-01; correct the birth",
        "20: labs 1, haemoglobin: 7.6 g/L: below 20 g/L, probably g/dL or mmol/L; check value and unit on the laboratory report",
    ],
    "father-and-mother": ["10: people P, mother: X is given as father and as mother of P; correct one of the two"],
    "father-female": ["9: people P, father: FA, the father of P, is recorded female; correct the sex or the parent"],
    "father-here-mother-there": ["9: people P, father: X is the father of P and the mother of SI; correct one of the two"],
    "found-what-was-not-looked-for": ['14: people BR, tests: a test of BR found c.5A>G and looked for c.1354C>T; add it to looked_for, or correct found'],
    "gene-misspelled": ['11: findings 1, gene: "ALAS-2" is not how the gene is spelled; write ALAS2'],
    "genetic-and-adoptive": ["10: people P, adoptive_mother: MO is given as genetic and as adoptive parent of P; keep one; genetic_link = false where adopted"],
    "germline-oncogenic": ['12: findings 1, classification: "oncogenic" is the class of a somatic finding; add somatic = true, or correct the class'],
    "hpo-label": ['5: phenotype 1: "Anemia" is a label; write the id, HP:0001903'],
    "hpo-unknown": ["5: phenotype 2: HPO term HP:0001904 is not known to this version; near it: HP:0001924 Sideroblastic anemia, HP:0001903 Anemia; leave the term out if none of the 60 known terms is meant"],
    "id-leads-out": ['2: id: "../../out" cannot be an id; use letters, digits, - . _ :'],
    "id-with-slash": ['11: people ../x, id: "../x" cannot be an id; use letters, digits, - . _ :'],
    "identical-twins-of-two-sexes": ["10: people P, monozygotic: P and the twin SI are recorded monozygotic and of different sex; correct a sex or the twin link"],
    "infinite": ["12: labs 1, ferritin: value is inf, not a number; write the number, or leave the value out"],
    "item-misspelled": ["11: labs 1, hemoglobin: unknown laboratory item; did you mean haemoglobin?"],
    "letter-to-nobody": ["5: documents 1: SI is not in the family; enter SI as a person or leave it out"],
    "limit-in-another-unit": ["14: labs 1, haemoglobin: ref_low 1350 g/L cannot be a limit of this item; write the limits in the unit of the value, g/dL"],
    "limits-exchanged": ["14: labs 1, ferritin: ref_low is not below ref_high; exchange or correct them"],
    "liver-iron-unit": ["12: imaging, liver_mri_lic: unit umol/g not accepted; use mg/g dw or umol/g dw"],
    "male-surrogate": ['13: people SU, surrogate: SU is recorded male and surrogate; correct the sex, or write donor = true'],
    "man-heterozygous-on-x": ['20: people BR, genotype: BR is recorded male and heterozygous for a gene on the X chromosome; write "hemizygous" or correct the sex; a mosaic result or 47,XXY is left to a person: leave the genotype out and say it in note'],
    "mother-male": ["9: people P, mother: MO, the mother of P, is recorded male; correct the sex or the parent"],
    "name-of-nobody": ["10: names, MO: MO is not in the family; enter MO as a person or leave it out"],
    "name-with-transcript": ['12: findings 1, hgvs_c: hgvs_c "NM_000032.5:c.1354C>T" does not begin with c.; write the change alone, the rest in transcript'],
    "no-id": ['10: people 2, id: the key "id" is missing; add "id"'],
    "no-proband-named": ['1: proband: the key "proband" is missing; add "proband"'],
    "no-sex": ['6: people P, sex: the key "sex" is missing; write M, F or U (not known)'],
    "not-a-number": ["12: labs 1, haemoglobin: value is nan, not a number; write the number, or leave the value out"],
    "onset-after-report": ["13: labs 1, value: age at onset 45 years lies after the age of 44 on 2026-06-01; correct the age at onset or the birth"],
    "own-ancestor": ["9: people P, father: P is recorded as own ancestor: P → GF → FA → P (parent → child); correct one of these parent links"],
    "own-partner": ["9: people P, partner_of: P is given as own partner; correct the id"],
    "parent-in-other-case": ["9: people P, mother: mother of P: mo is not in the family; did you mean MO? Otherwise enter mo as a person or leave it out"],
    "parent-result-in-own-words": ['14: findings 1, trio, mother: "negative" is not a result; write one of: heterozygous, hemizygous, homozygous, compound heterozygous, not detected, detected, not tested'],
    "ped-contradicted": ["9: people MO, sex: sex of MO is M here and F in the pedigree file; correct one of the two files"],
    "ped-missing": ["5: ped: there is no file nowhere.ped beside the case file; check the path; it starts in that folder"],
    "ped-other-mother": ["9: people P, mother: mother of P is X here and MO in the pedigree file; correct one of the two files"],
    "ped-with-a-mistake": ["male-mother.ped:1: ped of ped-with-a-mistake.toml: MO, the mother of P, is recorded male; correct the sex or the parent"],
    "ped-with-two-families": ["5: ped: two-families.ped holds 2 families with the proband P; name one in ped_family: A, B"],
    "ped-without-the-family": ["5: ped: two-families.ped: no family C in this file; choose from: A, B"],
    "pregnancy-with-a-child": ['14: people MO, outcome: MO is recorded as pregnancy, and as a parent; correct the outcome or the parent link'],
    "pregnant-and-deceased": ["14: people SI, pregnant: SI is recorded deceased and pregnant; correct one of the two"],
    "pregnant-man": ["13: people BR, pregnant: BR is recorded male and pregnant; correct the sex or the pregnancy"],
    "proband-absent": ["3: proband: P is not among the people; name one of them: Q"],
    "pyridoxine-2000": ["12: treatment, pyridoxine, dose_mg_day: 2000 mg/day: above 1000 mg/day (AL-B6-REFUSE); check value and unit on the laboratory report"],
    "pyridoxine-negative": ["12: treatment, pyridoxine, dose_mg_day: -50 mg/day: below 0 mg/day (AL-B6-REFUSE); check value and unit on the laboratory report"],
    "pyridoxine-two-doses": ["17: treatment, pyridoxine, dose_mg_day: 100 mg/day here and 50 mg/day among the laboratory values; keep one of the two"],
    "relative-not-in-vcf": ["14: people BR, sample: sample NA00009 of BR is not in the VCF; name one of its samples: NA00001, NA00002"],
    "sample-after-report": ["7: sample, received_on: the sample is received on 2026-06-02, after the report of 2026-06-01; correct the date"],
    "sample-before-birth": ["7: sample, collected_on: the sample is collected on 2019-04-30, before the birth on 2020-05-01; correct the date"],
    "sample-received-before-collected": ["8: sample, received_on: the sample is received on 2026-05-10, before it is collected; correct one of the two dates (collected on 2026-05-11)"],
    "sample-not-in-vcf": ["12: vcf, sample: sample NA00003 of the proband is not in the VCF; name one of its samples: NA00001, NA00002"],
    "sample-twice": ["14: people BR, sample: sample S1 is already that of P; correct one of the two"],
    "sex-in-words": ['8: people P, sex: "male" is not an allowed value; allowed values: M, F, U'],
    "stillborn-and-alive": ['14: people SB, alive: SB is recorded as stillbirth, and alive; correct one of the two'],
    "syntax": ["5: column 11: not valid TOML: invalid value; correct it"],
    "tested-before-birth": ["14: people BR, tested_on: BR has a result of 2019-01-01, before the birth in 2020; correct one of the two dates"],
    "twins-born-years-apart": ["10: people P, twin_of: P and the twin BR are born in 1982 and 1986; correct a year or the link"],
    "twins-of-different-parents": ["10: people P, twin_of: P and the twin BR have different parents; correct one of them"],
    "unit-missing": ["10: labs 1, haemoglobin: unit missing; write the unit of the laboratory report: g/L, g/dL or mmol/L"],
    "unit-not-accepted": ["13: labs 1, copper: unit mg/L not accepted; use umol/L or ug/dL"],
    "unit-of-another-size": ["12: labs 1, haemoglobin: 7.6 g/L: below 20 g/L, probably g/dL or mmol/L; check value and unit on the laboratory report"],
    "unknown-adoptive-mother": ["9: people P, adoptive_mother: adoptive mother of P: AM is not in the family; enter AM as a person or leave it out"],
    "unknown-key": ['9: people P, mothr: unknown key "mothr"; did you mean "mother"? (allowed keys: adopted, adoptive_father, adoptive_mother, affected, alive, birth_date, birth_year, carried_by, conditions, consultand, contact_declined, depth, died, donor, father, gender, genetic_link, genotype, id, labs, monozygotic, mother, no_children, note, outcome, partner_of, planning_children, possible_hsct_donor, pregnant, relation_to_proband, sample, sex, surrogate, tested_on, tests, twin_of)'],
    "unknown-parent": ["9: people P, mother: mother of P: MO is not in the family; enter MO as a person or leave it out"],
    "unknown-partner": ["9: people P, partner_of: partner of P: WI is not in the family; enter WI as a person or leave it out"],
    "unknown-table": ['10: treatments: unknown key "treatments"; did you mean "treatment"? (allowed keys: advanced_fibrosis, callability, chances, consent, diagnosis, documents, exposures, findings, id, identifiers, imaging, labelled, laboratory, labs, letterhead, names, neuropathy, ped, ped_family, people, phenotype, proband, recipients, report_date, request, sample, schema, site, symptomatic, treatment, vcf)'],
    "unknown-twin": ["9: people P, twin_of: twin of P: TW is not in the family; enter TW as a person or leave it out"],
    "unknown-word": ['11: treatment, pyridoxine, state: "trail" is not an allowed value; did you mean "trial"? (allowed values: none, trial, maintenance, stopped)'],
    "vaf-in-percent": ["12: findings 1, vaf: 47 is not a fraction from 0 to 1; write 0.47 for 47 %"],
    "value-after-report": ["14: labs 1, date: ferritin is dated 2026-07-01, after the report of 2026-06-01; correct the date"],
    "value-before-birth": ["14: people BR, labs: BR has a result of 2019-01-01, before the birth in 2020; correct one of the two dates"],
    "value-twice": ["15: labs 2: ferritin is entered more than once, without dates that differ; date each value, or keep the latest only"],
    "vcf-missing": ["11: vcf, file: there is no file nowhere.vcf beside the case file; check the path; it starts in that folder"],
    "wrong-date": ['4: report_date: "01.06.2026" is not a date; write it as YYYY-MM-DD'],
    "year-as-text": ['9: people P, birth_year: "1982" is not a whole number; write it as a number, without quotes'],
}  # fmt: skip

REMARKS = {
    "alive-at-130": ["GF is recorded alive at an age of 135: to be checked."],
    "callability-in-words": ["Callability of STEAP3 as stated by the laboratory: not read."],
    "confirmed-by-nobody": ["ALAS2 c.1706_1709del: the direction of effect is entered as confirmed; mechanism_source does not say by whom."],
    "fall-of-haemoglobin-in-g-dl": ["The fall of haemoglobin, 1.2, is read as g/L: a report in g/dL is entered times ten."],
    "gene-outside-panel": ["PUS1 is not in the panel (ALAS2, SLC25A38, STEAP3, ABCB7, SF3B1): the finding is listed, and no rule of this version is written for the gene."],
    "high-dose": ["Vitamin B6 (pyridoxine) dose 300 mg/day: above 200 mg/day, please check value and unit."],
    "identical-twins-differ": ["P and BR, identical twins, have different results: to be checked."],
    "man-homozygous-on-x": ["BR is recorded male and homozygous for a gene on the X chromosome: to be checked."],
    "mother-died-before": ["MO, the mother of P, is recorded as deceased before the birth: to be checked."],
    "mother-of-nine": ["MO, the mother of P, is recorded only 9 years older: to be checked."],
    "no-class": ["ALAS2 c.1354C>T: the laboratory's class is not stated; P is used (…"],
    "no-date": ["No report_date is entered: today's date, …"],
    "no-mechanism": ["ALAS2 c.1354C>T: no direction of effect is entered; the gene file has LOF …"],
    "no-zygosity": ["ABCB7 c.2024A>G: the zygosity is not stated."],
    "older-value": ["Ferritin 900 ug/L of 2025-05-01 is not the latest and not used."],
    "one-parent": ["Only one parent of P is recorded: sibs through the other parent are taken for half-sibs, and nothing is concluded about that parent's side."],
    "only-sample": ["The only sample of the VCF, NA00001, is taken for the proband's."],
    "parent-of-unknown-sex": ["The sex of MO is not recorded, although recorded as a parent."],
    "ped-with-sex-9": [
        'sex-9.ped: sex "9" (line 3) is neither 1 nor 2: read as not recorded',
        "The sex of MO is not recorded, although recorded as a parent.",
    ],
    "unusual-value": [
        "BR: ferritin 12000 ug/L: above 10000 ug/L, pmol/L?",
        "Transferrin saturation (TSAT) 0.82 %: below 5 %, fraction?",
    ],
    "woman-hemizygous": ["SI is recorded female and hemizygous: to be checked."],
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_reported_with_line_and_remedy(trap, monkeypatch):
    monkeypatch.chdir(FAMILIES / "traps")

    with pytest.raises(InputRejected) as error:
        read_case(f"{trap}.toml")

    assert error.value.exit_code == 3
    assert TRAPS[trap] == [
        str(mistake).removeprefix(f"{trap}.toml:") for mistake in error.value.mistakes
    ]


@pytest.mark.parametrize("name", REMARKS)
def test_what_can_be_lived_with_is_read_and_said(name):
    notes = read_case(FAMILIES / f"remarks/{name}.toml").case.notes

    assert len(REMARKS[name]) == len(notes)
    for expected, note in zip(REMARKS[name], notes, strict=True):
        beginning, left_open, _ = expected.partition("…")
        assert note.startswith(beginning) if left_open else note == expected


@pytest.mark.parametrize(("folder", "table"), [("traps", TRAPS), ("remarks", REMARKS)])
def test_every_file_stands_in_the_table(folder, table):
    assert sorted(table) == sorted(path.stem for path in (FAMILIES / folder).glob("*.toml"))


# --- the validation cases of the knowledge that concern people -------------------------------------


def a_family(child=None, mother=None):
    return [
        {"id": "P", "sex": "M", "mother": "MO", **(child or {})},
        {"id": "MO", "sex": "F", **(mother or {})},
    ]


@pytest.mark.parametrize(
    ("case", "values", "said"),
    [
        ("child older than parent", {"people": a_family({"birth_year": 1985}, {"birth_year": 1990})}, "P, born in 1985, is older than the mother MO, born in 1990"),
        ("person is own ancestor", {"people": a_family(mother={"mother": "MO"})}, "MO is recorded as own ancestor: MO → MO (parent → child)"),
        ("two mothers of different sex code", {"people": [*a_family(), {"id": "MO", "sex": "M"}]}, "MO is entered twice"),
        ("future birth year", {"people": a_family({"birth_year": 2031})}, "P is born in 2031, after the report of 2026-06-01"),
        ("age at onset after report date", {"people": a_family({"birth_year": 1990}), "labs": [{"name": "age_at_onset", "value": 40, "unit": "years"}]}, "age at onset 40 years lies after the age of 36 on 2026-06-01"),
    ],
)  # fmt: skip
def test_validation_cases_of_families_are_refused(case, values, said):
    assert [said] == [line.split(": ", 1)[1].rsplit("; ", 1)[0] for line in refused(**values)]


@pytest.mark.parametrize(("sex", "zygosity"), [("M", "heterozygous"), ("F", "hemizygous")])
def test_zygosity_against_sex_is_read_and_left_to_the_clinical_rules(sex, zygosity):
    finding = {"gene": "ALAS2", "hgvs_c": "c.1354C>T", "zygosity": zygosity, "mechanism": "LOF"}
    people = [{"id": "P", "sex": sex, "genotype": zygosity}]
    case = case_of(people=people, findings=[{**finding, "classification": "P"}])

    assert (Zygosity(zygosity), ()) == (case.findings[0].zygosity, case.notes)


# --- the example -------------------------------------------------------------------------------------


def test_the_example_is_read_as_it_says():
    entered = read_case(EXAMPLE)
    case = entered.case
    family, clinical, finding = case.family, case.clinical, case.findings[0]

    assert entered.vcf is None
    assert (case.id, family.proband_id, case.report_date) == ("EXAMPLE-01", "III:2", DAY)
    assert case.labelled == "fictitious demonstration"
    assert case.notes == ()
    assert case.consent.contact_relatives
    assert case.consent.share_variant
    assert len(family) == 12
    assert [person.id for person in family.full_sibs("III:2")] == ["III:1", "III:3"]
    assert family["II:2"].birth == Birth(1958, date(1958, 3, 14))
    assert [lab.amount for lab in family["II:2"].labs] == ["118 g/L", "410 ug/L"]
    assert (family["I:1"].alive, family["I:1"].died, family["I:2"].alive) == (False, 2004, False)
    assert family["IV:3"].social_parents == ("III:2", "III:4")
    assert family["III:3"].pregnant
    assert family["III:3"].planning_children
    assert family.proband.genotype is Genotype.HEMIZYGOUS
    assert (family.proband.depth, family.proband.tested_on) == (180, date(2026, 4, 22))
    assert family["III:1"].twin_of == "III:2"
    assert clinical.diagnosis is Diagnosis.CSA
    assert clinical.lab("haemoglobin").value == 98
    assert (clinical.lab("haemoglobin").ref_low, clinical.lab("rdw_cv").ref_high) == (135, 14.5)
    assert clinical.liver_mri_lic.value == 6.2
    assert clinical.exposures.alcohol.amount == "5 g/day"
    assert clinical.exposures.drugs == {"metformin"}
    assert (finding.gene, finding.zygosity) == ("ALAS2", Zygosity.HEMIZYGOUS)
    assert (finding.classification, finding.origin) == (Classification.PATHOGENIC, Origin.TYPED_IN)
    assert finding.lab_class.by == "Example Genetics Laboratory"
    assert finding.lab_class.dated == date(2026, 4, 20)
    assert finding.trio.mother == ""
    assert case.findings[1].somatic
    assert case.findings[1].result == "not detected"
    assert case.findings[1].classification is None
    assert case.callability.genes["ALAS2"].promoter == "covered"
    assert case.callability.genes["SLC25A38"].uncovered == ("exon 1",)
    assert case.callability.cnv == "not assessed"
    assert case.letterhead.clinic == "Example Clinic for Inherited Anaemias"
    assert case.record_number == "R-000-EXAMPLE"
    assert (case.sample.tissue, case.sample.id) == ("blood", "S-26-0001")
    assert (case.sample.collected_on, case.sample.received_on) == (
        date(2026, 3, 30),
        date(2026, 3, 31),
    )
    assert (case.request.name, case.request.reference) == ("Dr C. Example", "Q-2026-17")
    assert case.request.question.startswith("Inherited cause")
    assert case.laboratory.report_number == "L-2026-0042"
    assert case.laboratory.authorised_by == "Dr H. Example, head of the laboratory"
    assert finding.lab_class.source == "listed in report L-2026-0042"
    assert sorted(case.recipients) == ["counselling", "management", "referral"]
    assert case.names["II:2"] == Address("Mrs E. Example", ("4 Sample Street", "00000 Sampletown"))


def test_the_example_read_as_an_object_is_the_same_case():
    values = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    stored = json.loads(json.dumps(values, default=date.isoformat))
    from_file, from_object = read_case(EXAMPLE).case, case_from_mapping(stored).case

    assert list(from_file.family) == list(from_object.family)
    assert replace(from_file, family=None) == replace(from_object, family=None)


def test_the_example_shows_every_table_of_the_schema():
    tables = json.loads(schema_text())["properties"]
    text = EXAMPLE.read_text(encoding="utf-8")

    assert [key for key in tables if key not in text] == []


def test_the_schema_in_the_docs_is_current():
    stored = (REPOSITORY / "docs/case.schema.json").read_text(encoding="utf-8")

    assert schema_text() == stored, "write schema_text() to docs/case.schema.json"


# --- scenarios ---------------------------------------------------------------------------------------


def test_the_input_of_every_scenario_is_a_case(shared):
    for path in sorted((shared / "clinical/scenarios").glob("SCN-*.json")):
        stored = json.loads(path.read_text(encoding="utf-8"))
        case = case_from_mapping(
            {"schema": "sideroscreen-case/1", "id": stored["id"], **stored["input"]}
        ).case

        assert [person["id"] for person in stored["input"]["pedigree"]] == [
            person.id for person in case.family
        ]
        assert len(stored["input"]["labs"]) == len(case.clinical.labs)
        assert [one["gene"] for one in stored["input"]["findings"]] == [
            finding.gene for finding in case.findings
        ]


# --- dates and ages ------------------------------------------------------------------------------------


def test_the_date_given_by_the_caller_goes_before_the_date_of_the_file():
    assert read_case(EXAMPLE, report_date=date(2026, 7, 1)).case.report_date == date(2026, 7, 1)
    with pytest.raises(InputRejected, match="ferritin is dated 2026-05-18, after the report"):
        read_case(EXAMPLE, report_date=date(2026, 5, 17))


@pytest.mark.parametrize(
    ("birth", "onset", "accepted"),
    [
        ({"birth_year": 1982}, 44, True),
        ({"birth_year": 1982}, 44.5, True),
        ({"birth_year": 1982}, 45, False),
        ({"birth_date": "1982-06-02"}, 43.9, True),
        ({"birth_date": "1982-06-02"}, 44, False),
        ({}, 119, True),
    ],
)
def test_the_age_at_onset_may_be_any_age_that_can_have_been_reached(birth, onset, accepted):
    values = {
        "people": [{"id": "P", "sex": "M", **birth}],
        "labs": [{"name": "age_at_onset", "value": onset, "unit": "years"}],
    }

    assert (case_of if accepted else refused)(**values)


# --- values --------------------------------------------------------------------------------------------


def test_the_latest_value_of_an_item_counts():
    labs = [
        {"name": "ferritin", "value": value, "unit": "ug/L", "date": day}
        for value, day in ((900, "2025-05-01"), (1450, "2026-05-01"), (1200, "2025-11-01"))
    ]
    case = case_of(labs=labs)

    assert [lab.value for lab in case.clinical.labs] == [1450]
    assert case.notes == (
        "Ferritin 900 ug/L of 2025-05-01 is not the latest and not used.",
        "Ferritin 1200 ug/L of 2025-11-01 is not the latest and not used.",
    )


def test_dose_and_alcohol_may_stand_among_the_values():
    labs = [
        {"name": "pyridoxine_dose", "value": 100, "unit": "mg/day"},
        {"name": "alcohol", "value": 21, "unit": "UK units/week"},
    ]
    clinical = case_of(labs=labs).clinical

    assert clinical.treatment.pyridoxine.dose_mg_day == 100
    assert clinical.exposures.alcohol.amount == "24 g/day"


def test_drugs_are_lower_case_and_trimmed():
    assert case_of(exposures={"drugs": [" Isoniazid ", "ZINC"]}).clinical.exposures.drugs == {
        "isoniazid",
        "zinc",
    }


def test_a_refused_dose_carries_the_id_of_its_alarm():
    for dose in (1001, -1, 1e308):
        assert "(AL-B6-REFUSE)" in refused(treatment={"pyridoxine": {"dose_mg_day": dose}})[0]
    assert case_of(treatment={"pyridoxine": {"dose_mg_day": 1000}})


# --- findings ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("finding", "used", "by"),
    [
        ({"gene": "ALAS2", "hgvs_c": "c.1354C>T", "classification": "LP", "class_by": "laboratory"}, "LP", "laboratory"),
        ({"gene": "STEAP3", "hgvs_c": "c.330C>A", "classification": "P", "class_by": "laboratory"}, "VUS", "laboratory; not above VUS"),
        ({"gene": "ALAS2", "hgvs_c": "c.1354C>T"}, "P", "sideroscreen"),
        ({"gene": "ALAS2", "hgvs_c": "c.1354C>T", "transcript": "NM_001037967.4"}, "VUS", "no class on file"),
        ({"gene": "ALAS2", "hgvs_c": "c.9A>G"}, "VUS", "no class on file"),
        ({"gene": "ALAS2", "result": "not detected"}, None, ""),
        ({"gene": "SF3B1", "somatic": True, "classification": "oncogenic"}, "oncogenic", ""),
    ],
)  # fmt: skip
def test_the_class_that_is_used_has_somebody_who_gave_it(finding, used, by):
    (read,) = case_of(findings=[finding]).findings

    assert used == read.classification
    assert read.class_by.startswith(by)


def test_the_results_of_the_parents_keep_their_depth():
    trio = {"mother": "not detected", "father": "not tested", "mother_depth": 210}
    (read,) = case_of(findings=[{"gene": "ALAS2", "trio": trio}]).findings

    assert (read.trio.mother, read.trio.father) == ("not detected", "")
    assert (
        read.trio.mother_depth,
        read.trio.father_depth,
        read.trio.parentage_confirmed,
    ) == (210, None, False)


# --- people, PED files -----------------------------------------------------------------------------------

HEAD = 'schema = "sideroscreen-case/1"\nid = "C"\nproband = "P"\nreport_date = 2026-06-01\n'
PED = "F\tP\tFA\tMO\t1\t2\nF\tFA\t0\t0\t1\t1\nF\tMO\t0\t0\t2\t0\n"


def written(folder, text, **files):
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_text(content, encoding="utf-8")
    path = folder / "case.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_a_mistake_in_a_ped_file_says_which_case_file_asked_for_it(tmp_path):
    path = written(tmp_path, 'ped = "family.ped"', family_ped=PED + "F\tQ\t0\t0\t1\t7\n")

    with pytest.raises(InputRejected) as error:
        read_case(path)
    (mistake,) = error.value.mistakes
    said = f'family.ped:4: ped of {path}: phenotype "7" of Q is not known; write 2 affected'
    assert str(mistake).startswith(said)


CHANCES = """
[[people]]
id = "P"
sex = "M"
[chances]
carrier_frequency = {}
"""


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        ("1e999999999", "the number 1e999999999 is too large to be read; write it in fewer digits"),
        ("1e-400", "the number 1e-400 is too small to be read; write it in fewer digits"),
        ("nan", "chances, carrier_frequency: nan is not a number; write a finite number in digits"),
        ("inf", "chances, carrier_frequency: inf is not a number; write a finite number in digits"),
        ("1_0", "chances, carrier_frequency: 10 is not a fraction from 0 to 1; write 0.47 for 47 %"),
        ('" 0.5 "', 'chances, carrier_frequency: " 0.5 " is not a number; write it as a number, without quotes'),
        ('"١"', 'chances, carrier_frequency: "١" is not a number; write it as a number, without quotes'),
        ("9" * 400, f"chances, carrier_frequency: {'9' * 100}… is not a number; write a finite number in digits"),
    ],
)  # fmt: skip
def test_a_chance_that_is_no_number_from_0_to_1_is_refused_at_once(tmp_path, chance, said):
    path = written(tmp_path, CHANCES.format(chance))

    with pytest.raises(InputRejected) as error:
        read_case(path)
    assert [str(one) for one in error.value.mistakes] == [f"{path}:10: {said}"]


def test_a_wrong_number_in_a_list_is_one_mistake_and_hides_no_other(tmp_path):
    text = """residual_mosaicism = 0.5
[[chances.penetrance]]
male = [0.0, 2.0, "x"]
female = [0.0, 1.0, 1.0]
[site]
callable_depth = 0
"""
    path = written(tmp_path, CHANCES.format("0.1") + text)

    with pytest.raises(InputRejected) as error:
        read_case(path)
    assert [str(one).removeprefix(f"{path}:") for one in error.value.mistakes] == [
        "11: chances, residual_mosaicism: 0.5 is out of range; write a number from 0 to less than 0.5",
        "13: chances, penetrance 1, male 2: 2 is not a fraction from 0 to 1; write 0.47 for 47 %",
        '13: chances, penetrance 1, male 3: "x" is not a number; write it as a number, without quotes',
        "16: site, callable_depth: 0 is out of range; write a whole number from 1 to 10000",
    ]


def test_people_of_a_ped_file_are_added_to_by_the_case_file(tmp_path):
    text = """ped = "family.ped"
    [[people]]
    id = "P"
    birth_year = 1982
    genotype = "hemizygous"
    [[people]]
    id = "MO"
    affected = "no"
    [[people]]
    id = "WI"
    sex = "F"
    partner_of = "P"
    """
    family = read_case(written(tmp_path, text, family_ped=PED)).case.family

    assert [person.id for person in family] == ["P", "FA", "MO", "WI"]
    assert (family.proband.father, family.proband.mother) == ("FA", "MO")
    assert (family.proband.birth.year, family.proband.affected) == (1982, Affected.YES)
    assert (family["MO"].sex, family["MO"].affected) == (Sex.FEMALE, Affected.NO)
    assert [person.id for person in family.partners("P")] == ["WI"]


def test_what_a_richer_pedigree_file_holds_arrives_and_is_added_to(tmp_path):
    text = """ped = "family.json"
    [[people]]
    id = "P"
    sex = "M"
    [[people]]
    id = "K1"
    birth_year = 1960
    note = "and more"
    conditions = [{ name = "gout" }]
    tests = [{ looked_for = ["c.3G>A"] }]
    [[people]]
    id = "K2"
    contact_declined = true
    birth_date = 1960-02-29
    """
    stored = written_own_json([EVERYTHING]).text
    case = read_case(written(tmp_path, text, family_json=stored)).case
    by_id = {person.id: person for person in EVERYTHING.people}
    k1, k2 = by_id["K1"], by_id["K2"]

    assert [case.family[one] for one in by_id if one not in ("K1", "K2")] == [
        person for person in by_id.values() if person.id not in ("K1", "K2")
    ]
    assert case.family["K1"] == replace(
        k1,
        conditions=(*k1.conditions, Condition("gout")),
        tests=(*k1.tests, VariantTest(("c.3G>A",))),
        note="tells “all”; and more",
    )
    assert case.family["K2"] == replace(
        k2, contact_declined=True, birth=Birth(1960, date(1960, 2, 29))
    )


RICH = """family,id,sex,mother,genetic_link,birth_date,genotype,twin_of,alive,proband
F,P,M,MO,no,1982-03-04,hemizygous,,no,
F,MO,F,,,,,,,yes
"""


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('genotype = "not detected"', "genotype of P is not detected here and hemizygous in the pedigree file"),
        ("birth_year = 1983", "birth_year of P is 1983 here and 1982 in the pedigree file"),
        ("birth_date = 1982-04-05", "birth_date of P is 1982-04-05 here and 1982-03-04 in the pedigree file"),
        ("alive = true", "alive of P is yes here and no in the pedigree file"),
        ("genetic_link = true", "genetic_link of P is yes here and no in the pedigree file"),
        ('sex = "F"', "sex of P is F here and M in the pedigree file"),
    ],
)  # fmt: skip
def test_an_entry_that_contradicts_the_pedigree_file_is_refused(tmp_path, entry, said):
    text = f'ped = "family.csv"\n[[people]]\nid = "P"\n{entry}\n'

    with pytest.raises(InputRejected) as error:
        read_case(written(tmp_path, text, family_csv=RICH))
    assert said in [mistake.what for mistake in error.value.mistakes]


def test_another_proband_of_the_pedigree_file_is_said(tmp_path):
    case = read_case(written(tmp_path, 'ped = "family.csv"', family_csv=RICH)).case

    assert "family.csv names MO as proband; the case is that of P." in case.notes
    assert not case.family["P"].alive


def test_the_family_of_the_proband_is_taken_from_a_ped_file_of_several(tmp_path):
    several = "A\tX\t0\t0\t1\t1\n" + PED
    family = read_case(written(tmp_path, 'ped = "all.ped"', all_ped=several)).case.family

    assert [person.id for person in family] == ["P", "FA", "MO"]


def test_a_person_may_have_two_adoptive_fathers_and_a_stepchild_may_be_older():
    people = [
        {"id": "P", "sex": "M", "birth_year": 1990},
        {"id": "ST", "sex": "F", "birth_year": 1985, "genetic_link": False, "father": "P"},
        {"id": "Q", "sex": "M"},
        {"id": "AD", "sex": "F", "genetic_link": False, "father": "P", "mother": "Q"},
    ]

    assert len(case_of(people=people).family) == 4


# --- the VCF: looked for, not read -------------------------------------------------------------------------

VCF = "##fileformat=VCFv4.2\n" + "\t".join(
    ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT", "{}\n"]
)


@pytest.mark.parametrize(
    ("samples", "keys", "person", "sample"),
    [
        ("S1\tS2", 'sample = "S2"', "", "S2"),
        ("S1\tS2", "", 'sample = "S1"', "S1"),
        ("S1\tP", "", "", "P"),
        ("S1", "", "", "S1"),
    ],
)
def test_the_sample_of_the_proband(tmp_path, samples, keys, person, sample):
    text = f"""[vcf]
    file = "a.vcf"
    assembly = "GRCh37"
    class_field = "CLASS"
    {keys}
    [[people]]
    id = "P"
    sex = "M"
    {person}
    """
    entered = read_case(written(tmp_path, text, a_vcf=VCF.format(samples)))

    assert (tmp_path / "a.vcf", sample) == (entered.vcf.path, entered.vcf.sample)
    assert (entered.vcf.assembly, entered.vcf.class_field) == (Assembly.GRCH37, "CLASS")
    assert (entered.case.vcf, entered.case.assembly) == ("a.vcf", "GRCh37")


def test_a_vcf_that_is_none_is_said_at_its_key(tmp_path):
    text = '[vcf]\nfile = "a.vcf"\n[[people]]\nid = "P"\nsex = "M"\n'

    with pytest.raises(InputRejected):
        read_case(written(tmp_path, text, a_vcf="not a VCF"))


# --- files and objects that are none -------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path):
    (tmp_path / "case.toml").write_bytes(b"id = \xff")

    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "case.toml"):
        with pytest.raises(InputRejected) as error:
            read_case(path)
        assert len(error.value.mistakes) == 1


def test_an_object_has_places_and_no_lines_and_names_no_files():
    assert refused(people=[{"id": "P", "sex": "male"}]) == [
        'people P, sex: "male" is not an allowed value; allowed values: M, F, U'
    ]
    assert refused(vcf={"file": "/elsewhere/a.vcf"}) == [
        "vcf: a file is named outside a case file; enter the findings"
    ]
    assert refused(ped="/elsewhere/a.ped") == [
        "ped: a file is named outside a case file; enter the people"
    ]


def test_an_object_of_no_kind_is_refused():
    for values in ({}, {"people": 3}, {"id": {"a"}}, {"id": 1j}, {"id": float("nan")}, {1: 2}):
        with pytest.raises(InputRejected):
            case_from_mapping(values)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 5000,
        "a = " + "[" * 400 + "]" * 400,
        "a = " + "9" * 5000,
        "[[labs]]\nvalue = 0x" + "f" * 5000,
        "[[labs]]\nname = 'ferritin'\nunit = 'ug/L'\nvalue = 1" + "0" * 400,
        "[[labs]]\nname = 'ferritin'\nunit = 'ug/L'\nvalue = 1e400",
        "id = '\\u0000'",
        "people = [1, 'x', {}, [], {id = 3}, {id = 'P', labs = [1]}]",
        "labs = [1, {name = 3, value = [], unit = {}}]",
        "phenotype = [1, {}, 'HP:0001903']",
        "names = {P = 3, Q = {}, '../x' = {name = 'x'}}",
        "callability = {ALAS2 = 3, cnv = {}, '' = 'x'}",
        "vcf = {file = '.'}\nped = '.'",
        "vcf = {file = ''}\nped = ''",
        "findings = [{}, {gene = 3}, {gene = 'ALAS2', trio = 3}]",
    ],
)
def test_odd_texts_are_refused_with_a_mistake(tmp_path, text):
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(InputRejected) as error:
        read_case(path)
    assert all(str(mistake) for mistake in error.value.mistakes)


# --- whatever is entered ---------------------------------------------------------------------------------------


def is_read_or_refused(read):
    """Whether a case is read with its proband, or each mistake is told with its remedy."""
    try:
        family = read().case.family
    except InputRejected as error:
        return all(one.remedy for one in error.mistakes)
    return family.proband_id in family


QUICK = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
LINES = EXAMPLE.read_text(encoding="utf-8").splitlines()


@QUICK
@given(text=st.text())
def test_any_text_is_a_case_or_is_refused(tmp_path, text):
    path = tmp_path / "case.toml"
    path.write_text(text, encoding="utf-8", errors="replace")

    assert is_read_or_refused(lambda: read_case(path))


@QUICK
@given(
    gone=st.lists(st.integers(0, len(LINES) - 1), max_size=8),
    odd=st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(
                ["nan", "-1", '""', '"I:1"', "[]", "{}", "2031-01-01", "true", '"x\\u0007"', "9e9"]
            ),
        ),
        max_size=4,
    ),
)
def test_the_example_with_lines_lost_and_values_exchanged_is_a_case_or_is_refused(
    tmp_path, gone, odd
):
    lines = list(LINES)
    for number, value in odd:
        key, equals, _ = lines[number].partition(" = ")
        lines[number] = f"{key} = {value}" if equals else lines[number]
    path = tmp_path / "case.toml"
    path.write_text(
        "\n".join(line for number, line in enumerate(lines) if number not in gone),
        encoding="utf-8",
    )

    assert is_read_or_refused(lambda: read_case(path))


SCHEMA = json.loads(schema_text())
KEYS = st.sampled_from(
    sorted(
        {key for part in (SCHEMA, *SCHEMA["$defs"].values()) for key in part.get("properties", ())}
    )
)
PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(),
    st.sampled_from(["P", "M", "F", "sideroscreen-case/1", "haemoglobin", "g/L", "2026-06-01", ""]),
    st.text(max_size=5),
)
NESTED = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@QUICK
@given(values=st.dictionaries(KEYS, NESTED, max_size=6))
def test_any_object_is_a_case_or_is_refused(values):
    base = {"schema": "sideroscreen-case/1", "id": "C", "proband": "P"}
    mapping = {**base, "people": [{"id": "P", "sex": "M"}], **values}

    assert is_read_or_refused(lambda: case_from_mapping(mapping))
