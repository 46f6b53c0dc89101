"""Phenopacket families and GA4GH pedigrees are read, and what they do not tell is said."""

import io
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.people import Adoption, Affected, Birth, Condition, Gender, Person
from pedigrees.readers.ga4gh import read_ga4gh
from pedigrees.readers.kinship import READ, TERMS, term_of


def read(values, **more):
    text = values if isinstance(values, str) else json.dumps(values)
    return read_ga4gh(io.StringIO(text), name="a.json", **more)


def refused(values):
    with pytest.raises(InputRejected) as error:
        read(values)
    assert all(one.file == "a.json" and one.what for one in error.value.mistakes)
    return [str(mistake) for mistake in error.value.mistakes]


# --- phenopackets -------------------------------------------------------------------------------


def line(person, sex="FEMALE", father="", mother="", **more):
    ids = {"individualId": person, "paternalId": father, "maternalId": mother}
    return {"familyId": "FAM", **ids, "sex": sex, **more}


def trio(**changes):
    persons = [
        line("FA", "MALE", affectedStatus="UNAFFECTED"),
        line("MO"),
        line("P", "MALE", "FA", "MO", affectedStatus="AFFECTED"),
    ]
    return {
        "id": "FAM",
        "proband": packet("P"),
        "pedigree": {"persons": persons},
        "metaData": {"created": "2026-01-01T00:00:00Z"},
        **changes,
    }


def packet(person, diseases=(), **subject):
    return {"id": f"pp-{person}", "subject": {"id": person, **subject}, "diseases": list(diseases)}


def test_the_pedigree_of_a_family_is_read():
    [family] = read(trio()).families

    assert (family.id, family.proband) == ("FAM", "P")
    assert family.people == (
        Person("FA", Sex.MALE, affected=Affected.NO),
        Person("MO", Sex.FEMALE),
        Person("P", Sex.MALE, "FA", "MO", affected=Affected.YES),
    )


def test_names_of_the_schema_null_and_zero_for_nobody_are_read():
    values = trio(relatives=None)
    persons = values["pedigree"]["persons"]
    persons[0] = {"individual_id": "FA", "family_id": "FAM", "paternal_id": "0", "sex": "MALE"}
    persons[1]["sex"] = None

    people = read(values).families[0].people

    assert people[:2] == (Person("FA", Sex.MALE), Person("MO", Sex.UNKNOWN))


@pytest.mark.parametrize(
    ("subject", "person"),
    [
        ({"vitalStatus": {"status": "DECEASED"}}, {"alive": False}),
        ({"vitalStatus": {"status": 2}}, {"alive": False}),
        ({"vitalStatus": {"status": "UNKNOWN_STATUS"}}, {}),
        ({"vitalStatus": {"status": "DECEASED", "timeOfDeath": {"timestamp": "2004-01-01T00:00:00Z"}}}, {"alive": False, "died": 2004}),
        ({"vitalStatus": {"status": "DECEASED", "timeOfDeath": {"age": {"iso8601duration": "P70Y"}}}}, {"alive": False, "note": "age at death P70Y"}),
        ({"dateOfBirth": "1980-05-17T00:00:00Z"}, {"birth": Birth(1980, date(1980, 5, 17))}),
        ({"dateOfBirth": "1980-05-01T00:00:00Z"}, {"birth": Birth(1980)}),
        ({"dateOfBirth": "1980"}, {"birth": Birth(1980)}),
        ({"timeAtEncounter": {"age": {"iso8601duration": "P40Y"}}}, {"note": "age P40Y"}),
        ({"karyotypicSex": "XXY"}, {"note": "karyotype XXY"}),
        ({"gender": {"id": "X:1", "label": "woman"}}, {"note": "gender woman"}),
    ],
)  # fmt: skip
def test_a_subject_tells_vital_status_and_birth(subject, person):
    found = read(trio(relatives=[packet("FA", **subject)])).families[0].people[0]

    assert found == Person("FA", Sex.MALE, affected=Affected.NO, **person)


@pytest.mark.parametrize(
    ("disease", "conditions", "note"),
    [
        ({"term": {"id": "X:1", "label": "gout"}}, [("gout", None)], ""),
        ({"term": {"id": "X:1"}}, [("X:1", None)], ""),
        ({"term": {"id": "X:1", "label": "gout"}, "onset": {"age": {"iso8601duration": "P45Y6M"}}}, [("gout", 45)], ""),
        ({"term": {"id": "X:1", "label": "gout"}, "onset": {"age": "P6M"}}, [("gout", 0)], ""),
        ({"term": {"id": "X:1", "label": "gout"}, "onset": {"ontologyClass": {"id": "X:2", "label": "adult"}}}, [("gout", None)], "onset of gout: adult"),
        ({"term": {"id": "X:1", "label": "gout"}, "excluded": True}, [], "excluded: gout"),
    ],
)  # fmt: skip
def test_diseases_become_conditions_unless_they_are_excluded(disease, conditions, note):
    found = read(trio(relatives=[packet("FA", [disease])])).families[0].people[0]

    assert found.conditions == tuple(Condition(*one) for one in conditions)
    assert found.note == note


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({}, "phenopackets tell no twins, adoption, partners and pregnancies"),
        ({"consanguinousParents": True}, "recorded as consanguineous, how is not told: P"),
        ({"proband": {**packet("P"), "measurements": [{}]}}, "not read: measurements of P"),
        ({"htsFiles": [{"uri": "file://a.vcf"}]}, "not read: hts_files"),
        ({"relatives": [packet("MO", dateOfBirth="1950-01-01T00:00:00Z")]}, "the first of a month"),
        ({"relatives": [packet("MO", sex="OTHER_SEX")]}, "read as not recorded: MO"),
    ],
)
def test_what_is_not_kept_is_said(changes, note):
    notes = read(trio(**changes)).notes

    assert any(note in one and one.startswith("a.json: ") for one in notes), notes


def persons(*lines):
    return {"pedigree": {"persons": list(lines)}}


def test_numbers_for_sex_are_those_of_phenopackets_where_a_parent_tells_so():
    people = (
        read(persons(line("FA", 2), line("MO", 1), line("P", 2, "FA", "MO"))).families[0].people
    )

    assert [one.sex for one in people] == [Sex.MALE, Sex.FEMALE, Sex.MALE]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            [line("FA", 1), line("MO", 2), line("P", 1, "FA", "MO")],
            "persons[0] (FA): sex is 1, and in phenopackets 1 is FEMALE and 2 MALE, the reverse of",
        ),
        ([line("P", 1)], "pedigree.persons[0] (P): sex is a number, and no parent tells"),
        ([line("P", 7)], "pedigree.persons[0].sex (P): 7 is not an allowed value"),
        ([line("P", "F")], '"F" is not an allowed value'),
    ],
)
def test_doubtful_numbers_for_sex_are_refused(lines, said):
    assert said in refused(persons(*lines))[0]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (persons(), "no person in this file"),
        ({"individuals": []}, "no person in this file"),
        (
            persons(line("P", nickname="x")),
            'pedigree.persons[0].nickname (P): unknown key "nickname"',
        ),
        (persons(line("P", father="FA")), "pedigree.persons[0] (P): father of P: FA is not in the"),
        (persons(line("P"), line("P")), "pedigree.persons[1] (P): P already stands in pedigree.p"),
        (
            persons(line("FA"), line("P", father="FA")),
            "(P): FA, the father of P, is recorded female",
        ),
        (trio(proband=packet("X")), "proband.subject (X): X is not among the persons"),
        (trio(relatives=[packet("P")]), "relatives[0].subject (P): P already has a phenopacket"),
        (trio(relatives=[packet("FA", sex="FEMALE")]), "relatives[0].subject (FA): sex is"),
        (trio(relatives=[packet("FA", dateOfBirth="soon")]), '"soon" is no date'),
        (trio(relatives=[packet("FA", dateOfBirth="1980-02-30")]), '"1980-02-30" is no date'),
        (
            trio(relatives=[packet("FA", dateOfBirth="0001-02-03")]),
            '"0001-02-03" is no date; write 1980-05-17T00:00:00Z, or 1980; years are those from 18',
        ),
        (
            trio(relatives=[packet("FA", [{"term": {"id": "X"}, "onset": {"age": "P126Y"}}])]),
            '"P126Y" is no age at onset; write it as P45Y or P6M, at most P125Y',
        ),
        (
            trio(relatives=[packet("FA", vitalStatus={"timeOfDeath": {}})]),
            "a time of death is recor",
        ),
        (
            trio(relatives=[packet("FA", [{"term": {"id": "X"}, "onset": {"age": "45"}}])]),
            '"45" is',
        ),
        (trio(relatives=[packet("FA", age=3)]), 'relatives[0].subject.age (FA): unknown key "age"'),
        (trio(relatives=[packet("FA", sex="MALE", Sex=1)]), "unknown key"),
        (packet("P"), "is the phenopacket of one person"),
        ({"id": "C", "members": []}, "is a Cohort"),
        ({"id": "F", "proband": packet("P")}, "is a Family without its pedigree"),
        ({"hello": 1}, "is neither a phenopacket Family (pedigree) nor a GA4GH pedigree"),
        ({"pedigree": {}, "individuals": []}, "pedigree"),
        ({"pedigree_x": 1, "pedigreeX": 2}, "stands twice"),
        ("{", "is not valid JSON"),
        ("[]", "begin with {"),
        ('{"pedigree": ' + "[" * 900 + "]" * 900 + "}", "lists stand too deep in lists"),
    ],
)
def test_a_mistake_names_path_and_person(values, said):
    found = refused(values)

    assert any(said in one for one in found), found


def test_all_mistakes_are_told_at_once():
    values = trio(
        relatives=[packet("FA", sex="FEMALE"), packet("MO", dateOfBirth="x"), packet("Z")]
    )

    assert len(refused(values)) == 3


def test_the_pedigree_of_a_family_may_stand_alone():
    values = trio()["pedigree"]

    assert read(values).families[0].people == read(trio()).families[0].people
    assert read(values).families[0].proband == ""


def test_one_family_of_several_is_chosen():
    lines = [{**line("P"), "familyId": "F1"}, {**line("Q"), "familyId": "F2"}]

    assert [one.id for one in read(persons(*lines)).families] == ["F1", "F2"]
    assert [one.id for one in read(persons(*lines), family="F2").families] == ["F2"]
    with pytest.raises(InputRejected, match="no family F3"):
        read(persons(*lines), family="F3")


# --- GA4GH pedigrees ------------------------------------------------------------------------------

FOUR = {"FA": "MALE", "MO": "FEMALE", "P": "MALE", "Q": "MALE"}


def pedigree(*relationships, sexes=FOUR, **more):
    individuals = [{"subject": {"id": one, "sex": sex}} for one, sex in sexes.items()]
    told = [
        {"individualId": one, "relation": {"id": f"KIN:{number}"}, "relativeId": other}
        for one, number, other in relationships
    ]
    return {"id": "FAM", "individuals": individuals, "relationships": told, **more}


def people_of(*relationships, **more):
    return {one.id: one for one in read(pedigree(*relationships, **more)).families[0].people}


PARENTS = (("MO", "027", "P"), ("FA", "028", "P"))


@pytest.mark.parametrize(
    ("relationships", "person", "known"),
    [
        (PARENTS, "P", {"father": "FA", "mother": "MO"}),
        ([("MO", "003", "P"), ("P", "032", "FA")], "P", {"father": "FA", "mother": "MO"}),
        ([("FA", "004", "P")], "P", {"father": "FA"}),
        ([("FA", "004", "P")], "FA", {"donor": True}),
        ([("MO", "038", "P")], "P", {"mother": "MO"}),
        ([("MO", "038", "P")], "MO", {"donor": True}),
        ([("MO", "006", "P")], "P", {"mother": "MO", "carried_by": "MO"}),
        ([("MO", "006", "P")], "MO", {"donor": True, "surrogate": True}),
        ([("MO", "005", "P")], "P", {"carried_by": "MO"}),
        ([("P", "039", "MO")], "MO", {"surrogate": True}),
        ([("MO", "005", "P"), ("MO", "027", "P")], "P", {"mother": "MO"}),
        ([("MO", "005", "P"), ("MO", "027", "P")], "MO", {}),
        ([("MO", "022", "P")], "P", {"social_parents": ("MO",), "adopted": Adoption.INTO}),
        ([("MO", "022", "P"), ("FA", "028", "P")], "P", {"social_parents": ("MO",), "father": "FA"}),
        ([("MO", "023", "P")], "P", {"social_parents": ("MO",)}),
        ([("P", "010", "Q")], "Q", {"twin_of": "P", "monozygotic": True}),
        ([("Q", "010", "P"), ("P", "010", "Q")], "Q", {"twin_of": "P", "monozygotic": True}),
        ([("P", "011", "Q")], "Q", {"twin_of": "P", "monozygotic": False}),
        ([("P", "009", "Q")], "Q", {"twin_of": "P"}),
        ([*PARENTS, ("P", "010", "Q")], "Q", {"twin_of": "P", "monozygotic": True, "father": "FA", "mother": "MO"}),
        ([("FA", "026", "MO"), ("MO", "026", "FA")], "FA", {"partner_of": "MO"}),
        ([("FA", "026", "MO"), ("MO", "026", "FA")], "MO", {}),
    ],
)  # fmt: skip
def test_relationships_become_links(relationships, person, known):
    assert people_of(*relationships)[person] == Person(person, Sex[FOUR[person]], **known)


def test_triplets_are_twins_of_the_first():
    sexes = dict.fromkeys("ABC", "MALE")
    people = people_of(("C", "010", "A"), ("B", "010", "C"), ("A", "010", "B"), sexes=sexes)

    assert [people[one].twin_of for one in "ABC"] == [None, "A", "A"]
    assert [people[one].monozygotic for one in "ABC"] == [None, True, True]


def test_a_pedigree_of_the_schema_of_version_1_is_read():
    values = {
        "id": "FAM",
        "individuals": [
            {"id": "FA", "sexAssignedAtBirth": "ASSIGNED_MALE", "deceased": True},
            {"id": "MO", "sex_assigned_at_birth": "ASSIGNED_FEMALE", "genderIdentity": "WOMAN"},
            {"id": "P", "eggParentId": "MO", "spermParentId": "FA", "dateOfBirth": "1990-05"},
            {"id": "Q", "affected": True, "age": {"age": {"iso8601duration": "P3Y"}}},
        ],
        "relationships": [
            {
                "individual": "MO",
                "relative": "P",
                "biologicalRelationship": [{"id": "KIN:027", "label": "isBiologicalMotherOf"}],
            },
            {"individual": "P", "relative": "Q", "twinGroup": ["MONOZYGOTIC"]},
            {"individual": "FA", "relative": "MO", "consanguinity": True},
        ],
        "indexPatients": ["Q"],
    }
    found = read(values)
    [family] = found.families

    assert family.proband == "Q"
    assert family.people[:3] == (
        Person("FA", Sex.MALE, alive=False),
        Person("MO", Sex.FEMALE, gender=Gender.WOMAN),
        Person("P", Sex.UNKNOWN, "FA", "MO", birth=Birth(1990)),
    )
    assert family.people[3].twin_of == "P"
    assert (family.people[3].affected, family.people[3].note) == (Affected.YES, "age P3Y")
    assert "a.json: recorded as consanguineous, how is not told: FA and MO" in found.notes


@pytest.mark.parametrize(
    ("index", "proband", "consultand"),
    [
        (["P"], "P", False),
        ([{"id": "P", "type": "Proband"}], "P", False),
        ([{"id": "P", "type": "Consultand"}], "", True),
        ([{"id": "Q", "type": "Proband"}, {"id": "P", "type": "Consultand"}], "Q", True),
        (["P", "Q"], "", False),
    ],
)
def test_the_proband_is_an_index_patient(index, proband, consultand):
    found = read(pedigree(indexPatients=index))
    [family] = found.families

    assert family.proband == proband
    assert [one.consultand for one in family.people if one.id == "P"] == [consultand]
    said = any("none of whom is called the proband: P, Q" in note for note in found.notes)
    assert said is (index == ["P", "Q"])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (pedigree(("MO", "999", "P")), 'relationships[0] (MO, P): "KIN:999" (no label) is no'),
        (pedigree(("MO", "033", "P")), '"KIN:033"'),
        (pedigree(("X", "027", "P")), "relationships[0] (X, P): X is not among the individuals"),
        (pedigree(("P", "010", "P")), "P to P"),
        (pedigree(*PARENTS, ("Q", "028", "P")), "P has two genetic fathers: FA and Q"),
        (pedigree(("FA", "005", "P"), ("MO", "005", "P")), "P is carried by FA and by MO"),
        (pedigree(("FA", "027", "P")), "individuals[2] (P): FA, the mother of P, is recorded male"),
        (pedigree(("P", "010", "Q"), ("P", "011", "Q")), "are identical twins, and they are not"),
        (pedigree(("P", "003", "Q"), sexes=dict.fromkeys("PQ", "UNKNOWN")), "neither father nor"),
        (pedigree(sexes={"P": 1}), "individuals[0] (P): sex is a number"),
        (pedigree(indexPatients=["X"]), "indexPatients[0] (X): X is not among the individuals"),
        (pedigree(indexPatients=[{"id": one, "type": "Proband"} for one in "PQ"]), "two probands: P"),
        (pedigree(relationships=[{"individual": "P", "relative": "Q"}]), "no relationship is told"),
        ({"individuals": [{"id": "P"}, {"id": "P"}]}, "individuals[1] (P): P already stands in"),
        ({"individuals": [{"id": "P", "sexAssignedAtBirth": 1}]}, "1 is not an allowed value"),
        ({"individuals": [{"id": "P", "eggParentId": "X"}]}, "mother of P: X is not in the family"),
        ({"individuals": [{"id": "P", "sx": 1}]}, 'individuals[0].sx (P): unknown key "sx"'),
        ({"individuals": [{"subject": {}}]}, 'the key "id" is missing'),
        (pedigree(("MO", "010", "P")), "monozygotic and of different sex"),
    ],
)  # fmt: skip
def test_a_pedigree_that_cannot_be_is_refused(values, said):
    found = refused(values)

    assert any(said in one for one in found), found


def test_relatives_without_the_people_between_them_are_said_to_be_left_out():
    [note] = [one for one in read(pedigree(("P", "014", "Q"))).notes if "relationships" in one]

    assert note.endswith("are not read (1: P isCousinOf Q)")


@pytest.mark.parametrize(
    "code",
    ["KIN:027", "KIN_027", "kin:027", "KIN:KIN_027", "http://purl.org/ga4gh/kin.owl#KIN_027"],
)
def test_a_code_is_known_in_every_spelling(code):
    assert term_of(code, "") == term_of(code, "isBiologicalMother") == "027"


def test_a_code_with_the_label_of_another_is_refused():
    """The schema of version 1 names a sperm donor KIN:039, which is a gestational carrier."""
    assert term_of("KIN:039", "isSpermDonorOf") == (
        "KIN:039 is hasGestationalCarrier and its label is isSpermDonorOf",
        "write KIN:039 or KIN:004",
    )


def test_every_term_that_is_read_is_a_term_of_the_ontology():
    assert set(READ) <= set(TERMS)
    assert len(set(TERMS.values())) == len(TERMS)


WHOLE = json.dumps(trio(relatives=[packet("FA", dateOfBirth="1980-05-17T00:00:00Z")]))
WHOLE_PEDIGREE = json.dumps(pedigree(*PARENTS, ("P", "010", "Q"), indexPatients=["P"]))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 3)
    | st.sampled_from(["", "P", "FEMALE", "KIN:027"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "pedigree",
                    "persons",
                    "individuals",
                    "relationships",
                    "subject",
                    "individual",
                    "relative",
                    "relation",
                    "individualId",
                    "sex",
                    "twinGroup",
                    "indexPatients",
                    "proband",
                    "dateOfBirth",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


def require_people_or_remedies(values):
    """Assert that the text is read with somebody in it, or refused with what to do, each a line."""
    people, mistakes = [], ()
    try:
        people = [person for family in read(values).families for person in family.people]
    except InputRejected as error:
        mistakes = error.mistakes
    assert people or mistakes
    assert all(one.remedy and one.file == "a.json" for one in mistakes)
    assert all(len(str(one).splitlines()) == 1 for one in mistakes)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from([WHOLE, WHOLE_PEDIGREE]))
def test_mangled_text_is_read_or_refused(data, whole):
    start, length = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, 30))
    with_ = data.draw(st.text(max_size=6) | st.text('{}[]":,01', max_size=6))
    require_people_or_remedies(whole[:start] + with_ + whole[start + length :])


@settings(max_examples=40, deadline=None)
@given(JSON, JSON)
def test_any_json_is_read_or_refused(one, other):
    for values in (
        one,
        {"pedigree": {"persons": one}},
        {"individuals": one, "relationships": other},
    ):
        require_people_or_remedies(values)
