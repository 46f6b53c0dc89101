"""Characters that nobody can see are refused by every format in the same words, with the place."""

import json

import pytest

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.people import Condition, Person
from pedigrees.readers.case_file import case_from_mapping
from pedigrees.readers.ga4gh import read_ga4gh
from pedigrees.readers.pedigree import read_pedigree
from pedigrees.readers.people_checks import family_faults

ODD = ("\x1b", "\x00", "\x85", "\u200b", "\u202e", "\u2028", "\ud800", "\n")
WITHOUT = "write it again without that character"
CANRISK = (
    "##CanRisk 4\n##FamID\tName\tTarget\tIndivID\tFathID\tMothID\tSex\tMZtwin\tDead\tAge\tYob\t"
    "BC1\tBC2\tOC\tPRO\tPAN\tAshkn\tBRCA1\tBRCA2\tPALB2\tATM\tCHEK2\tBARD1\tRAD51D\tRAD51C\t"
    "BRIP1\tHOXB13\tER:PR:HER2:CK14:CK56\n"
    "F\t0\t1\t{id}\t0\t0\tM\t0\t0\t0\t0" + "\t0" * 6 + "\t0:0" * 10 + "\t0:0:0:0:0\n"
)


def own(**person):
    families = [{"id": "F", "people": [{"id": "P", "sex": "M", **person}]}]
    return json.dumps({"schema": "sideroscreen-pedigree/1", "families": families})


def refused(path, text):
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(InputRejected) as error:
        read_pedigree(path, name="a")
    return [str(one) for one in error.value.mistakes]


FORMATS = {
    "a.ped": lambda one: f"F\tP{one}Q\t0\t0\t1\t2\n",
    "blanks.ped": lambda one: f"F P{one}Q 0 0 1 2\n",
    "a.csv": lambda one: f'id,note\nP,"a{one}b"\n',
    "canrisk.txt": lambda one: CANRISK.replace("{id}", f"P{one}Q"),
    "id.json": lambda one: own(id=f"P{one}Q"),
    "note.json": lambda one: own(note=f"a{one}b"),
    "sample.json": lambda one: own(sample=f"a{one}b"),
    "condition.json": lambda one: own(conditions=[{"name": f"a{one}b"}]),
    "test.json": lambda one: own(tests=[{"looked_for": [f"a{one}b"]}]),
    "key.json": lambda one: own(**{f"a{one}b": 1}),
    "phenopackets.json": lambda one: json.dumps(
        {"pedigree": {"persons": [{"individualId": f"P{one}Q"}]}}
    ),
    "disease.json": lambda one: json.dumps(
        {
            "pedigree": {"persons": [{"individualId": "P"}]},
            "proband": {"subject": {"id": "P"}, "diseases": [{"term": {"label": f"a{one}b"}}]},
        }
    ),
    "family.json": lambda one: json.dumps(
        {"pedigree": {"persons": [{"individualId": "P", "familyId": f"F{one}G"}]}}
    ),
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("one", ODD, ids=[f"U+{ord(one):04X}" for one in ODD])
def test_an_invisible_character_is_refused_in_one_printable_line(tmp_path, name, one):
    found = refused(tmp_path / name, FORMATS[name](one))

    assert found
    assert all(said.isprintable() for said in found)
    if one not in "\n\x00\ud800":
        assert any(f"U+{ord(one):04X}" in said for said in found)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.ped", "F P 0 0 1 2\nF Q\x85 0 0 1 2\nF R\x85 0 0 1 2\n", "a:2: column 4: the invisible character U+0085, 2 times in all"),
        ("a.csv", "id,note\nP,\u200b\n", "a:2: column 3: the invisible character U+200B"),
        ("a.csv", 'id,note\nP,"a\nb"\n', "a:2: note: note of P holds a line break (U+000A)"),
        ("a.csv", "id,family\nP,👩\u200d🔬\n", 'a:2: the family id "👩U+200D🔬" holds the invisible character U+200D'),
        ("a.ped", "F P\u200dQ 0 0 1 2\n", 'a:1: the id "PU+200DQ" holds the invisible character U+200D'),
        ("a.json", own(note="\u202e"), "a: families F, people P, note: note of P holds the invisible character U+202E"),
        ("a.json", own(conditions=[{"name": "\x1b[2J"}]), "a: families F, people P, conditions: conditions of P holds the invisible character U+001B"),
        ("a.json", '{"pedigree": {"persons": [{"individualId": "P\u2066"}]}}', 'a: pedigree.persons[0] (PU+2066): the id "PU+2066" holds the invisible character U+2066'),
    ],
)  # fmt: skip
def test_the_place_and_the_remedy_are_said(tmp_path, name, text, said):
    assert refused(tmp_path / name, text) == [f"{said}; {WITHOUT}"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (own(note="\ud800"), "a: families F, people P, note"),
        (own(id="\udfff"), "a: families F, people U+DFFF, id"),
        (own(labs=[{"item": "\ud800\ud800"}]), "a: families F, people P, labs 1, item"),
        (own(**{"\ud800": 1}), "a: families F, people P, U+D800"),
        ('{"pedigree": {"persons": [{"individualId": "\\ud800"}]}}', "a: pedigree.persons[0].individualId (U+D800)"),
    ],
)  # fmt: skip
def test_half_a_character_in_json_is_said_with_its_place(tmp_path, text, place):
    what = "holds half of a character (a surrogate without the other); write the whole character"

    assert refused(tmp_path / "a.json", text) == [f"{place}: {what}"]


def test_a_whole_character_written_as_two_halves_and_other_scripts_are_read(tmp_path):
    text = own(id="שרה", note="👩\u200d🔬 می\u200cخواهم")
    assert "\\ud83d" in text
    (tmp_path / "a.json").write_text(text, "utf-8")

    (person,) = read_pedigree(tmp_path / "a.json").people
    assert (person.id, person.note) == ("שרה", "👩\u200d🔬 می\u200cخواهم")


def test_what_is_not_read_of_a_phenopacket_may_have_lines(tmp_path):
    text = {"pedigree": {"persons": [{"individualId": "P"}]}, "metaData": {"note": "a\nb"}}
    (tmp_path / "a.json").write_text(json.dumps(text), "utf-8")

    assert read_ga4gh(tmp_path / "a.json").people == (Person("P", Sex.UNKNOWN),)


def test_a_text_of_a_person_is_judged_wherever_he_or_she_was_read():
    people = [Person("P", Sex.MALE, conditions=(Condition("a"), Condition("b\u2028")))]

    (fault,) = family_faults(people)
    assert (fault.person, fault.field) == ("P", "conditions")


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"note": "\u200b"}, "an invisible character in a text (U+200B); write one plain line"),
        ({"note": "a\x85b"}, "a control character or a line break in a text (U+0085); write one plain line"),
        ({"father": "A\u200dB"}, '"AU+200DB" holds the invisible character U+200D; write it without that'),
    ],
)  # fmt: skip
def test_a_case_file_has_the_same_rule(entry, said):
    values = {"schema": "sideroscreen-case/1", "id": "C", "proband": "P"}
    values["people"] = [{"id": "P", "sex": "M", **entry}]

    with pytest.raises(InputRejected) as error:
        case_from_mapping(values, file="c")
    (mistake,) = error.value.mistakes
    assert str(mistake) == f"c: people P, {next(iter(entry))}: {said}"
