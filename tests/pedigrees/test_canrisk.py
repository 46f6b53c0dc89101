"""CanRisk files of every version are read or refused with a reason, and are written again."""

import io
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from people_with_everything import EVERYTHING, families
from random_families import random_case

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.people import Affected, Birth, Condition, Genotype, Person
from pedigrees.readers.canrisk import read_canrisk
from pedigrees.readers.canrisk_columns import BOADICEA_4, CANCERS, LAYOUTS, PATHOLOGY
from pedigrees.readers.pedigree_file import RecordedFamily
from pedigrees.writers.canrisk import written_canrisk

DAY = date(2026, 6, 1)
FIRST_LINES = {
    "BOADICEA 4": "BOADICEA import pedigree file format 4.0",
    "CanRisk 1": "##CanRisk 1.0",
    "CanRisk 2": "##CanRisk 2.0",
    "CanRisk 3": "##CanRisk 3",
    "CanRisk 4": "##CanRisk 4",
}
CANRISK_4 = LAYOUTS[-1]


def row(person, parents="0 0", layout=CANRISK_4, **cells):
    """One line: `row("P", "FA MO", Sex="M", Age="40")`; everything else says nothing."""
    father, mother = parents.split()
    named = {
        "FamID": "F",
        "Name": "NA",
        "IndivID": person,
        "FathID": father,
        "MothID": mother,
        "Sex": "F",
        **cells,
    }
    assert set(named) <= set(layout.columns)
    empty = {PATHOLOGY: "0:0:0:0:0"} | dict.fromkeys(
        () if layout is BOADICEA_4 else layout.tests[:-1], "0:0"
    )
    return "\t".join(named.get(column, empty.get(column, "0")) for column in layout.columns)


TRIO = (row("FA", Sex="M"), row("MO"), row("P", "FA MO", Target="1", Sex="M"))


def file_of(*rows, first="##CanRisk 4", factors=()):
    return "\n".join((first, *factors, *rows)) + "\n"


def read(text, **more):
    return read_canrisk(io.StringIO(text), name="a.canrisk", **more)


def people(*rows, **more):
    return {one.id: one for one in read(file_of(*rows, **more)).families[0].people}


def refused(*rows, text=None, **more):
    with pytest.raises(InputRejected) as error:
        read(file_of(*rows, **more) if text is None else text)
    return [str(mistake) for mistake in error.value.mistakes]


# --- reading ----------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.name)
@pytest.mark.parametrize("named", [True, False])
def test_every_version_has_its_columns(layout, named):
    cells = dict(zip(layout.cancers, ("40", "50", "AU", "0", "61"), strict=True))
    lines = [
        row("FA", Sex="M", layout=layout),
        row("MO", layout=layout, **cells, Age="70", Yob="1940"),
        row("P", "FA MO", layout=layout, Target="1"),
    ]
    mark = "" if layout is BOADICEA_4 else "##"
    names = [mark + "\t".join(layout.columns)] if named else []

    family = read(file_of(*names, *lines, first=FIRST_LINES[layout.name])).families[0]

    assert family.proband == "P"
    assert family.people[2] == Person("P", Sex.FEMALE, "FA", "MO")
    assert family.people[1].conditions == (
        Condition("breast cancer", 40),
        Condition("contralateral breast cancer", 50),
        Condition("ovarian cancer"),
        Condition("pancreatic cancer", 61),
    )


def test_a_person_is_read_column_by_column():
    known = people(
        *TRIO,
        row("A", "FA MO", MZtwin="1", Dead="1", Age="60", Yob="1940"),
        row("B", "FA MO", MZtwin="1", Yob="1940", Age="80"),
        row("C", "FA MO", Sex="U", Age="30"),
    )

    assert known["A"] == Person(
        "A", Sex.FEMALE, "FA", "MO", birth=Birth(1940), alive=False, note="CanRisk: age 60 at death"
    )
    assert known["B"] == Person(
        "B", Sex.FEMALE, "FA", "MO", birth=Birth(1940), twin_of="A", monozygotic=True
    )
    assert (known["C"].sex, known["C"].birth) == (Sex.UNKNOWN, Birth())
    assert known["C"].note == "CanRisk: age 30 at last follow-up"


def test_results_of_other_genes_are_never_the_result_of_the_family():
    carrier = row("S", "FA MO", BRCA1="S:P", HOXB13="T:HET", **{PATHOLOGY: "N:N:P:0:0"}, Ashkn="1")

    found = read(file_of(*TRIO, carrier))
    person = found.families[0].people[-1]

    assert (person.genotype, person.tests, person.affected) == (None, (), Affected.UNKNOWN)
    assert person.note == (
        "CanRisk: Ashkn 1; BRCA1 S:P; HOXB13 T:HET; ER:PR:HER2:CK14:CK56 N:N:P:0:0"
    )
    assert any("none of these genes is read as the result" in note for note in found.notes)


def test_tests_of_boadicea_stand_in_two_columns():
    lines = [row("P", layout=BOADICEA_4, Target="1", BRCA1t="S", BRCA1r="N", ER="P")]

    [person] = read(file_of(*lines, first=FIRST_LINES["BOADICEA 4"])).families[0].people

    assert person.note == "CanRisk: BRCA1 S:N; ER:PR:HER2:CK14:CK56 P:0:0:0:0"


def test_risk_factors_go_to_the_target_of_the_family_behind_them():
    text = file_of(*TRIO, factors=["##BMI=24", "##PRS_BC=alpha=0.4,zscore=1"])
    text += file_of(row("Q", FamID="G", Target="1"), factors=["##height=170"])

    one, other = read(text).families

    assert one.people[2].note == "CanRisk: BMI=24; PRS_BC=alpha=0.4,zscore=1"
    assert [person.note for person in one.people[:2]] == ["", ""]
    assert other.people[0].note == "CanRisk: height=170"
    assert read(text, family="G").families == (other,)


@pytest.mark.parametrize(
    ("rows", "factors", "note"),
    [
        ([row("P")], [], "no target, so no proband, in family F"),
        ([row("P")], ["##BMI=24"], "risk factors without a target are not kept: BMI"),
        ([row("P", Target="1"), "##BMI=24"], [], "risk factors without a target are not kept: BMI"),
        ([row("P", Target="1", Sex="U")], [], "sex U is read as not recorded: P"),
        ([row("P", Target="1", Name="Ida")], [], "names of people are not kept (1)"),
        ([row("P", Target="1", Age="46", Yob="1980")], [], "ages are not kept where"),
        ([row("P"), "##CanRisk 5", row("Q")], [], "version is named in line 3: the first line"),
        ([row("P")], [], "who has the disease of the family is not known"),
    ],
)
def test_what_is_not_kept_is_said(rows, factors, note):
    notes = read(file_of(*rows, factors=factors)).notes

    assert any(note in one for one in notes), notes
    assert all(one.startswith("a.canrisk: ") for one in notes)


def test_columns_are_divided_by_tabs_or_blanks():
    by_tab = file_of(*TRIO)

    assert (
        read(by_tab.replace("\t", "    ")) == read(by_tab) == read(by_tab.replace("\n", "\t\r\n"))
    )


# --- what cannot be ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([row("P", Target="2")], 'a.canrisk:2: P: Target is "2"; write one of these: 0, 1'),
        ([row("P", Sex="X")], 'Sex is "X"; write one of these: M, F, U'),
        ([row("P", Dead="yes")], 'Dead is "yes"'),
        ([row("P", Age="young")], 'Age is "young"; write 0 for not known, or 1 to 125'),
        ([row("P", Age="126")], 'Age is "126"'),
        ([row("P", Yob="19,80")], 'Yob is "19,80"; write 0 for not known, or 1850 to 2099'),
        ([row("P", Yob="")], 'Yob is ""'),
        ([row("P", Ashkn="2")], 'Ashkn is "2"'),
        ([row("P", MZtwin="B")], 'MZtwin is "B"'),
        ([row("P", BC1="x")], 'BC1 is "x"'),
        ([row("P", BRCA1="S:0")], '"S:0" is no result of BRCA1'),
        ([row("P", BRCA1="T:HET")], '"T:HET" is no result of BRCA1'),
        ([row("P", **{PATHOLOGY: "N:N"})], '"N:N" is no result of ER:PR'),
        ([row("0")], '"0" cannot be the id of a person'),
        ([row("P", FamID="")], "the family has no id (FamID)"),
        ([row("MO"), row("P", "0 MO")], "one parent alone is written (FathID 0, MothID MO)"),
        ([row("P", "FA MO")], "father of P: FA is not in the family"),
        ([*TRIO, row("P")], "a.canrisk:5: P already stands in line 4; give each person"),
        ([*TRIO, row("Q", "FA MO", Target="1")], "Q and P are both the target of F"),
        ([*TRIO, row("Q", "MO FA")], "MO, the father of Q, is recorded female"),
        ([row("P", MZtwin="1")], "MZtwin 1 stands for 1 (P), not for a pair"),
        ([row(one, MZtwin="A") for one in "PQR"], "MZtwin A stands for 3 (P, Q, R)"),
        ([row("P", MZtwin="1"), row("Q", MZtwin="1", Sex="M")], "monozygotic and of different sex"),
        ([row("FA", Sex="M", Yob="1990"), row("MO"), row("P", "FA MO", Yob="1980")], "older than"),
        ([row("P", BC1="50", Age="40")], "breast cancer at 50, past the age of 40"),
        ([row("P", BC2="50")], "a second breast cancer without, or before, the first one"),
        ([row("P", BC1="50", BC2="40")], "a second breast cancer without, or before"),
        ([row("P", Sex="M", OC="50")], "ovarian cancer and sex M"),
        ([row("P", PRO="AU")], "prostate cancer and sex F"),
        ([row("P")[:40]], "columns instead of 28 of CanRisk 4"),
        ([row("P", Name="Ida Muster").replace("\t", " ")], "29 columns instead of 28"),
        (["#  a remark", row("P")], "is neither a version"),
    ],
)
def test_a_mistake_names_line_person_and_remedy(lines, said):
    found = refused(*lines)

    assert any(said in one for one in found), found
    assert all(one.startswith("a.canrisk:") and "; " in one for one in found)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ("##CanRisk 5", "version 5 of CanRisk is not read here; export it as one of these"),
        ("##CanRisk 4.1", "version 4.1 of CanRisk is not read here"),
        ("BOADICEA import pedigree file format 2.0", "version 2.0 of BOADICEA is not read here"),
        ("F\tP", "the first line does not name a version"),
        ("##CanRisk", "the first line does not name a version"),
    ],
)
def test_an_unknown_version_is_refused(first, said):
    [found] = refused(*TRIO, first=first)

    assert said in found


def test_columns_with_other_names_are_refused():
    names = "##" + "\t".join(CANRISK_4.columns)

    assert "column 5 is called" in refused(names.replace("FathID", "MothID"), *TRIO)[0]
    assert "27 columns are named" in refused(names.replace("HOXB13\t", ""), *TRIO)[0]


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines():
    found = refused(row("FA", Sex="M", Age="x"), row("MO", Dead="x"), row("P", "FA FA"))

    assert [one.split(":")[1] for one in found] == ["2", "3", "4"]


@pytest.mark.parametrize("text", ["", "\n\n", "##CanRisk 4\n", "##CanRisk 4\n##BMI=2\n"])
def test_a_file_without_people_is_refused(text):
    assert len(refused(text=text)) == 1


def test_a_family_that_is_not_there_is_refused():
    with pytest.raises(InputRejected, match="no family G in this file"):
        read(file_of(*TRIO), family="G")


WHOLE = file_of("##" + "\t".join(CANRISK_4.columns), *TRIO, factors=["##BMI=24"])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_mangled_text_is_read_or_refused(data):
    start, length = data.draw(st.integers(0, len(WHOLE))), data.draw(st.integers(0, 40))
    with_ = data.draw(st.text(max_size=8) | st.text("\t\n0:#=AU129", max_size=8))
    text = WHOLE[:start] + with_ + WHOLE[start + length :]
    families = ()
    with suppress(InputRejected):
        families = read(text).families
        assert families

    assert all(family.people for family in families)


def test_every_real_file_is_read(shared):
    folder = shared / "pedigree/real/canrisk_bws"
    found = {path.name: read_canrisk(path) for path in sorted(folder.iterdir())}

    assert len(found) >= 38
    assert all(one.families and all(f.proband for f in one.families) for one in found.values())
    sizes = {name: (len(one.families), sum(len(f.people) for f in one.families)) for name, one in found.items()}  # fmt: skip
    assert sizes["multi.canrisk4"] == (3, 18)
    assert sizes["d0.213x.canrisk2"] == (213, 655)
    assert sizes["d1.bwa"] == (2, 6)


# --- writing ----------------------------------------------------------------------------------


def written(*recorded):
    return written_canrisk(recorded, DAY)


def lines_of(*recorded):
    rows = [one for one in written(*recorded).text.splitlines() if not one.startswith("#")]
    return {cells[3]: cells for cells in (one.split("\t") for one in rows)}


def told(*recorded):
    return [one.told for one in written(*recorded).dropped]


def test_a_trio_is_written_with_version_columns_and_target():
    family = RecordedFamily(
        "F", (Person("FA", Sex.MALE), Person("MO", Sex.FEMALE), Person("P", Sex.MALE, "FA", "MO")),
        "P",
    )  # fmt: skip
    lines = written(family).text.splitlines()

    assert lines[0] == "##CanRisk 4"
    assert lines[1] == "##" + "\t".join(CANRISK_4.columns)
    tests = "\t".join(["0:0"] * 10 + ["0:0:0:0:0"])
    zeros = "\t".join(["0"] * 10)
    assert lines[4] == f"F\tP\t1\tP\tFA\tMO\tM\t{zeros}\t{tests}"


@pytest.mark.parametrize(
    ("person", "age"),
    [
        (Person("P", Sex.MALE, birth=Birth(1980)), "46"),
        (Person("P", Sex.MALE, birth=Birth(1980, date(1980, 6, 1))), "46"),
        (Person("P", Sex.MALE, birth=Birth(1980, date(1980, 6, 2))), "45"),
        (Person("P", Sex.MALE, birth=Birth(1930), alive=False, died=2004), "74"),
        (Person("P", Sex.MALE, birth=Birth(1930), alive=False), "0"),
        (Person("P", Sex.MALE), "0"),
        (Person("P", Sex.MALE, birth=Birth(1900)), "0"),
    ],
)
def test_ages_are_those_of_the_day_or_of_the_year_of_death(person, age):
    assert lines_of(RecordedFamily("F", (person,)))["P"][9] == age


@pytest.mark.parametrize(
    ("sex", "conditions", "cells"),
    [
        (Sex.FEMALE, [("breast cancer", 40), ("Ovarian cancer", None)], "40 0 AU 0 0"),
        (Sex.FEMALE, [("contralateral breast cancer", 40)], "0 0 0 0 0"),
        (Sex.FEMALE, [("breast cancer", 40), ("contralateral breast cancer", 39)], "40 0 0 0 0"),
        (Sex.MALE, [("ovarian cancer", 40), ("prostate cancer", 60)], "0 0 0 60 0"),
        (Sex.MALE, [("pancreatic cancer", 75), ("diabetes", 30)], "0 0 0 0 0"),
    ],
)
def test_cancers_are_written_as_far_as_canrisk_takes_them(sex, conditions, cells):
    person = Person(
        "P", sex, birth=Birth(1956), conditions=tuple(Condition(*c) for c in conditions)
    )
    family = RecordedFamily("F", (person,), "P")

    assert " ".join(lines_of(family)["P"][11:16]) == cells
    lost = len([one for one in cells.split() if one != "0"]) < len(conditions)
    assert any("conditions without a column" in one for one in told(family)) is lost


def test_an_unknown_parent_is_added_for_each_child_and_for_both_twins():
    family = RecordedFamily(
        "F",
        (
            Person("MO", Sex.FEMALE),
            Person("A", Sex.MALE, mother="MO"),
            Person("B", Sex.MALE, mother="MO"),
            Person("C", Sex.MALE, mother="MO", twin_of="B", monozygotic=True),
        ),
        "A",
    )
    lines = lines_of(family)

    assert [lines[one][4] for one in "ABC"] == ["U1", "U2", "U2"]
    assert [lines[one][7] for one in "ABC"] == ["0", "1", "1"]
    assert lines["U1"][6] == lines["U2"][6] == "M"
    assert "An unknown second parent was added for CanRisk (3: A, B, C)" in told(family)


def test_ids_that_do_not_fit_are_renamed_and_the_table_is_told_whole():
    ids = ["N1", "long-name-1", "ä", "00", "P 2", "N3", "ok"]
    family = RecordedFamily("Family of many", tuple(Person(one, Sex.MALE) for one in ids), "ä")

    assert list(lines_of(family)) == ["N1", "N2", "N4", "N5", "N6", "N3", "ok"]
    assert told(family)[-1] == (
        "Other ids in CanRisk: Family of many → N1; long-name-1 → N2; ä → N4; 00 → N5; P 2 → N6"
    )
    assert lines_of(family)["N4"][2] == "1"


def test_everything_that_is_not_in_the_file_is_told_once():
    found = told(EVERYTHING)

    assert len(found) == len(set(found))
    for one in (
        "Not in CanRisk: result for the familial variant (1: K1)",
        "Not in CanRisk: affected or not (1: K1)",
        "Not in CanRisk: who has no genetic link to the recorded parents (1: K2)",
        "Not in CanRisk: day and month of birth (1: K1)",
        "Left out of CanRisk: pregnancies (1: SB)",
        "CanRisk asks for relatives connected with the target (2: S, K2)",
    ):
        assert one in found, found


def test_a_family_without_a_proband_or_age_is_written_and_it_is_said():
    person = Person("P", Sex.MALE)

    assert told(RecordedFamily("F", (person,))) == ["CanRisk asks for a target: no proband (1: F)"]
    assert told(RecordedFamily("F", (person,), "P")) == [
        "CanRisk asks for year of birth and age of the target (1: P)"
    ]


SOME_CANCERS = st.lists(
    st.builds(Condition, st.sampled_from([*CANCERS, "gout"]), st.none() | st.integers(1, 60)),
    max_size=3,
)


@settings(max_examples=40, deadline=None)
@given(families("F"), SOME_CANCERS)
def test_what_is_written_is_read_again_less_what_was_said_to_be_lost(family, cancers):
    with_cancers = [replace(one, conditions=tuple(cancers)) for one in family.people]
    family = replace(family, people=tuple(with_cancers))
    result = written(family)
    again = (
        {one.id: one for one in read(result.text).families[0].people} if _has_rows(result) else {}
    )
    lost = _lost(result)
    names = _names(result)
    left_out = {*lost.get("Left out of CanRisk: pregnancies", ()), *lost.get(WITHOUT_SEX, ())}
    wanted = [one for one in family.people if one.id not in left_out]
    added = set(again) - {names.get(one.id, one.id) for one in wanted}

    assert len(again) == len(wanted) + len(added)
    assert bool(added) == ("An unknown second parent was added for CanRisk" in lost)
    for person in wanted:
        copy = again[names.get(person.id, person.id)]
        for recorded, found in ((person.father, copy.father), (person.mother, copy.mother)):
            if person.genetic_link and recorded is not None:
                assert found == names.get(recorded, recorded)
            else:
                assert found is None or (person.genetic_link and found in added)
        assert copy.sex is person.sex or person.id in lost["Sex in CanRisk as father or mother"]
        assert copy.alive is person.alive
        assert copy.birth == Birth(person.birth.year)
        if person.monozygotic and person.id not in lost.get(NOT_IDENTICAL, ()):
            assert (copy.twin_of, copy.monozygotic) == (
                names.get(person.twin_of, person.twin_of),
                True,
            )
        assert set(copy.conditions) <= set(person.conditions)
        if person.id not in lost.get("Not in CanRisk: conditions without a column there", ()):
            assert len(copy.conditions) == len(person.conditions)


WITHOUT_SEX = "Left out of CanRisk, which needs a sex"
NOT_IDENTICAL = "Not in CanRisk: twins who are not an identical pair"


def _lost(result):
    return {drop.told.split(" (")[0]: drop.people for drop in result.dropped}


def _names(result):
    """The table of names, as it is told."""
    [table] = [drop.told for drop in result.dropped if drop.field == "id"] or [""]
    pairs = table.removeprefix("Other ids in CanRisk: ").split("; ") if table else []
    return dict(one.rsplit(" → ", 1) for one in pairs)


def _has_rows(result):
    return any(not one.startswith("#") for one in result.text.splitlines())


def test_large_families_are_read_again():
    for seed in range(15):
        case = random_case(seed, 30)
        people = (replace(person, birth=Birth()) for person in case.family)
        family = RecordedFamily("F", tuple(people), case.family.proband_id)
        result = written(family)
        again = read(result.text).families[0]
        ids = {person.id for person in again.people}
        left_out = {one for drop in result.dropped if drop.field == "sex" for one in drop.people}

        assert again.proband == family.proband
        assert ids >= {one.id for one in family.people if one.id not in left_out}
        for person in again.people:
            if person.id in case.family:
                recorded = case.family[person.id]
                assert recorded.father in (None, person.father)
                assert recorded.mother in (None, person.mother)
                assert person.alive == recorded.alive


def test_real_files_are_written_and_read_again(shared):
    for path in sorted((shared / "pedigree/real/canrisk_bws").iterdir()):
        found = read_canrisk(path)
        result = written_canrisk(found.families, DAY)
        lost = {one for drop in result.dropped if drop.field == "note" for one in drop.people}

        for one, other in zip(found.families, read(result.text).families, strict=True):
            assert one.proband == other.proband
            for person, copy in zip(one.people, other.people, strict=True):
                assert copy == person or (
                    person.id in lost and replace(copy, note=person.note) == person
                )
        assert not lost or path.name == "d0.213x.canrisk2"


def test_what_a_note_keeps_of_a_canrisk_file_is_written_again():
    tests = {"BRCA1": "S:P", "HOXB13": "T:HET", PATHOLOGY: "N:N:P:0:0"}
    target = row("P", "FA MO", Target="1", Ashkn="1", Dead="1", Age="61", **tests)
    text = file_of(*TRIO[:2], target, factors=["##BMI=24", "##ethnicity=White;Irish"])
    found = read(text).families
    result = written(*found)

    assert read(result.text).families == found
    assert result.text.splitlines()[1:3] == ["##BMI=24", "##ethnicity=White;Irish"]
    assert lines_of(*found)["P"][8:11] == ["1", "61", "0"]
    assert [one for one in told(*found) if "notes" in one] == []


@pytest.mark.parametrize(
    "note",
    ["tells all", "CanRisk: BRCA1 S:Q", "CanRisk: Ashkn 1; tired", "CanRisk: age 999 at death"],
)
def test_another_note_is_said_to_be_lost(note):
    family = RecordedFamily("F", (Person("P", Sex.FEMALE, note=note),))

    assert "Not in CanRisk: notes (1: P)" in told(family)


def test_risk_factors_are_those_of_the_target_alone():
    people_with_note = (Person("P", Sex.MALE), Person("Q", Sex.MALE, note="CanRisk: BMI=24"))
    family = RecordedFamily("F", people_with_note, "P")

    assert "BMI" not in written(family).text
    assert "Not in CanRisk: notes (1: Q)" in told(family)


def test_without_any_other_age_it_is_that_of_the_last_cancer():
    conditions = (Condition("breast cancer", 40), Condition("ovarian cancer", 52))
    person = Person("P", Sex.FEMALE, alive=False, conditions=conditions)

    assert lines_of(RecordedFamily("F", (person,)))["P"][9] == "52"


def test_a_genotype_never_reaches_the_columns_of_other_genes():
    carrier = Person("P", Sex.FEMALE, genotype=Genotype.HETEROZYGOUS, affected=Affected.YES)
    family = RecordedFamily("F", (carrier,), "P")

    assert set(lines_of(family)["P"][17:]) == {"0:0", "0:0:0:0:0"}
    assert "Not in CanRisk: result for the familial variant (1: P)" in told(family)
