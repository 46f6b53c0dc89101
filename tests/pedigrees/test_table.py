"""Tables of people, as spreadsheets export them: what is read, and what is said of the rest."""

import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.people import (
    Adoption,
    Affected,
    Birth,
    Condition,
    Gender,
    Genotype,
    NoChildren,
    Outcome,
    Person,
)
from pedigrees.readers.table import read_table
from pedigrees.readers.table_columns import COLUMNS

TRIO = "id,father,mother,sex,affected\nP,FA,MO,M,yes\nFA,,,M,no\nMO,,,F,unknown\n"


def read(text, **more):
    return read_table(io.StringIO(text), name="a.csv", **more)


def people(text, **more):
    return read(text, **more).families[0].people


def refused(text, **more):
    with pytest.raises(InputRejected) as error:
        read(text, **more)
    return [str(mistake) for mistake in error.value.mistakes]


def test_a_trio_is_read_with_links_sexes_and_status():
    assert people(TRIO) == (
        Person("P", Sex.MALE, "FA", "MO", affected=Affected.YES),
        Person("FA", Sex.MALE, affected=Affected.NO),
        Person("MO", Sex.FEMALE),
    )
    assert [family.id for family in read(TRIO).families] == ["1"]


@pytest.mark.parametrize(
    "text",
    [
        TRIO.replace(",", ";"),
        TRIO.replace(",", "\t"),
        "\ufeff" + TRIO.replace("\n", "\r\n"),
        TRIO.replace("\n", "\r"),
        '"' + TRIO.replace(",", '","').replace("\n", '"\n"').removesuffix('"'),
        "\n# a comment\n" + TRIO.replace("FA,,", "# another\n\nFA,,"),
        TRIO.replace(",,,", ",0,-9,"),
        TRIO.replace(",,,", ",.,NA,"),
        TRIO.replace("id,father,mother,sex,affected", "ID,Father ID,Dam,Sex,Phenotype").replace("Dam", "mother-id"),
        TRIO.replace("id,father,mother,sex,affected", "IID,PAT,MAT,SEX,PHENO"),
        TRIO.replace("id,father,mother,sex,affected", "id,fid,mid,sex,aff"),
        TRIO.replace("M,yes", "1,2").replace("M,no", "male,1").replace("F,unknown", "2,0"),
        "mother,id,affected,sex,father\nMO,P,yes,M,FA\n,FA,no,M,\n,MO,,F,\n",
        TRIO.replace("\n", ",,\n").replace("affected,,", "affected,note,birth_year"),
    ],
)  # fmt: skip
def test_one_family_may_be_written_in_several_ways(text):
    assert read(TRIO).families == read(text).families


def test_every_column_is_read():
    row = {
        "family": "F",
        "id": "K",
        "father": "FA",
        "mother": "MO",
        "sex": "F",
        "gender": "nonbinary",
        "birth_year": "1960",
        "birth_date": "1960-02-29",
        "alive": "no",
        "died": "2004",
        "affected": "yes",
        "genotype": "heterozygous",
        "depth": "40",
        "tested_on": "2001-04-22",
        "conditions": '"diabetes (45); asthma"',
        "proband": "x",
        "consultand": "TRUE",
        "partner_of": "FA",
        "twin_of": "T",
        "monozygotic": "yes",
        "adopted": "out",
        "genetic_link": "no",
        "adoptive_father": "T",
        "adoptive_mother": "MO",
        "donor": "y",
        "surrogate": "1",
        "carried_by": "MO",
        "outcome": "live born",
        "no_children": "by choice",
        "pregnant": "0",
        "planning_children": "yes",
        "possible_hsct_donor": "yes",
        "contact_declined": "yes",
        "sample": "NA1",
        "note": '"says ""yes"""',
    }
    others = [
        ",".join({"family": "F", "id": one, "sex": sex}.get(column, "") for column in row)
        for one, sex in (("FA", "M"), ("MO", "F"), ("T", "F"))
    ]
    family = read("\n".join([",".join(row), ",".join(row.values()), *others])).families[0]

    assert list(COLUMNS) == list(row)
    assert (family.id, family.proband) == ("F", "K")
    assert family.people[0] == Person(
        "K",
        Sex.FEMALE,
        "FA",
        "MO",
        ("T", "MO"),
        Birth(1960, date(1960, 2, 29)),
        alive=False,
        died=2004,
        genetic_link=False,
        affected=Affected.YES,
        genotype=Genotype.HETEROZYGOUS,
        depth=40,
        tested_on=date(2001, 4, 22),
        partner_of="FA",
        twin_of="T",
        monozygotic=True,
        planning_children=True,
        possible_hsct_donor=True,
        contact_declined=True,
        sample="NA1",
        gender=Gender.NONBINARY,
        conditions=(Condition("diabetes", 45), Condition("asthma")),
        adopted=Adoption.OUT,
        donor=True,
        surrogate=True,
        carried_by="MO",
        no_children=NoChildren.BY_CHOICE,
        consultand=True,
        note='says "yes"',
    )


@pytest.mark.parametrize(
    ("cells", "alive"),
    [
        (",,", True),
        ("no,,", False),
        (",2004,", False),
        (",,pregnancy", True),
        (",,stillbirth", False),
        (",,miscarriage", False),
    ],
)
def test_who_is_alive_where_the_cell_is_empty(cells, alive):
    (person,) = people(f"id,alive,died,outcome\nP,{cells}\n")

    assert person.alive is alive
    assert person.outcome is Outcome(cells.rsplit(",", 1)[1] or "live born")


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("id,sex\n", ["a.csv: no person in this table; write a line for each person"]),
        ("family,sex\nF,M\n", ["a.csv:1: the first line does not name a column id; name the columns: family, id"]),
        ("id,sex,fathr,colour\nP,M,,red\n", ['a.csv:1: unknown columns "fathr" (did you mean "father"?), "colour"; leave out what is not one of: family, id']),
        ("id,fid,sex\nP,,M\n", ['a.csv:1: the column "fid" may be the family or the father; call it family or father']),
        ("id,sex,person\nP,M,Q\n", ["a.csv:1: two columns say id; keep one of them"]),
        ("id,sex\nP\n", ["a.csv:2: 1 cells instead of 2; write a cell for each column; quote a cell with a delimiter in it"]),
        ("id,sex\n0,M\n", ['a.csv:2: "0" cannot be the id of a person; give each person an id']),
        ('id,sex\n"P,M\n', ["a.csv:2: the quotes are not those of a table (unexpected end of data)"]),
        ("id,sex\nP,M\n\nP,F\n", ["a.csv:4: P already stands in line 2; give each person of a family one line"]),
        ("id,proband\nP,yes\nQ,no\nR,yes\n", ["a.csv:4: P (line 2) and R are both proband; keep one in each family; others may be consultand"]),
        ("id,gender\nP,M\n", ['a.csv:2: gender "M" of P is not understood; write man, woman or nonbinary; where it is the sex, call the column sex']),
        (
            "id,sex,birth_year,birth_date,affected,genotype,alive,conditions\nP,boy,60,1.2.1960,ill,carrier,perhaps,gout (500)\n",
            [
                'a.csv:2: sex "boy" of P is not understood; write M, F or U (not recorded)',
                'a.csv:2: birth_year "60" of P is not understood; write a whole number from 1800 to 2200',
                'a.csv:2: birth_date "1.2.1960" of P is not understood; write it as YYYY-MM-DD',
                'a.csv:2: affected "ill" of P is not understood; write yes, no or unknown',
                'a.csv:2: genotype "carrier" of P is not understood; write one of: heterozygous, hemizygous, homozygous, compound heterozygous, not detected',
                'a.csv:2: alive "perhaps" of P is not understood; write yes or no',
                'a.csv:2: conditions "gout (500)" of P is not understood; write a whole number from 0 to 125',
            ],
        ),
        ("id,sex\nP,0\nQ,1\n", ["a.csv:2: sex is coded 0 and 1 and never 2: 1 may be male (as in PLINK) or female; write 1 male, 2 female, -9 not recorded (or M, F, U)"]),
        ("id,affected\nP,0\nQ,1\n", ["a.csv:2: the disease is coded 0 and 1 and never 2: 1 may be unaffected (as in PLINK) or affected (its option --1); write 2 affected, 1 unaffected, -9 not known"]),
        (
            "id,sex,mother,twin_of,birth_year\nP,M,MO,X,1950\nMO,M,,,1960\n",
            [
                "a.csv:2: twin_of: twin of P: X is not in the family; enter X as a person or leave it out",
                "a.csv:2: mother: MO, the mother of P, is recorded male; correct the sex or the parent",
                "a.csv:2: birth_year: P, born in 1950, is older than the mother MO, born in 1960; correct a birth or the parent link",
            ],
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line_and_the_remedy(text, mistakes):
    found = refused(text)

    assert len(mistakes) == len(found)
    for expected in mistakes:
        assert any(said.startswith(expected) for said in found), (expected, found)
    lines = [int(said.split(":")[1]) for said in found if said.split(":")[1].isdigit()]
    assert lines == sorted(lines)


def test_a_line_number_counts_the_line_breaks_inside_a_cell():
    broken, later = refused('id,note,sex\nP,"one\ntwo",M\nQ,,boy\n')

    assert broken == (
        "a.csv:2: note: note of P holds a line break (U+000A); write it again without that character"
    )
    assert later.startswith("a.csv:4: ")


def test_one_family_is_chosen_and_another_with_mistakes_does_not_matter():
    two = "family,id,father\nF,P,\nG,Q,Q\n"

    assert [person.id for person in people(two, family="F")] == ["P"]
    assert len(refused(two)) == 1
    assert refused(two, family="H") == ["a.csv: no family H in this file; choose from: F, G"]


def test_the_disease_coded_1_alone_is_read_as_unaffected_and_said():
    file = read("id,affected\nP,1\nQ,-9\n")

    assert [one.affected for one in file.families[0].people] == [Affected.NO, Affected.UNKNOWN]
    assert file.notes == ("a.csv: nobody is coded affected (2): 1 is read as unaffected",)


def test_what_is_not_recorded_about_parents_is_said():
    assert read("id,mother,sex\nP,MO,M\nMO,,\n").gaps == (
        "a.csv: only one parent is recorded: P",
        "a.csv: a parent without a recorded sex: MO",
    )


CELL = st.sampled_from(["id", "sex", "father", "P", "Q", "1", "0", "M", '"', "#", "", "yes", "é\n"])
LINE = st.builds(
    lambda cells, by: by.join(cells), st.lists(CELL, max_size=5), st.sampled_from(",;\t")
)


@settings(max_examples=150)
@given(st.lists(LINE, max_size=5).map("\n".join), st.sampled_from(["", "id,sex,father\n"]))
def test_whatever_is_in_the_file_it_is_read_or_refused(text, head):
    with suppress(InputRejected):
        assert read(head + text).families
