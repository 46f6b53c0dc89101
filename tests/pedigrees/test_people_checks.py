"""What cannot be true of the people of a family: one small table for each rule."""

import io

import pytest

from genetics.errors import InputRejected
from pedigrees.readers.own_json import read_own_json
from pedigrees.readers.table import read_table
from pedigrees.writers.own_json import written_own_json

ONCE = {
    # links
    "an unknown father": ("id,father\nP,X\n", "2: father: father of P: X is not in the family"),
    "an unknown mother": ("id,mother\nP,X\n", "2: mother: mother of P: X is not in the family"),
    "an unknown partner": ("id,partner_of\nP,X\n", "2: partner_of: partner of P: X is not in the family"),
    "an unknown twin": ("id,twin_of\nP,X\n", "2: twin_of: twin of P: X is not in the family"),
    "an unknown surrogate": ("id,carried_by\nP,X\n", "2: carried_by: surrogate of P: X is not in the family"),
    "an unknown adoptive parent": ("id,adoptive_mother\nP,X\n", "2: social_parents: other parent of P: X is not in the family"),
    "an own partner": ("id,partner_of\nP,P\n", "2: partner_of: P is given as own partner"),
    "carried by oneself": ("id,sex,carried_by\nP,F,P\n", "2: carried_by: P is given as own surrogate"),
    "an own adoptive parent": ("id,adoptive_father\nP,P\n", "2: social_parents: P is given as own parent"),
    "a genetic parent who adopted": ("id,sex,mother,adoptive_mother\nP,M,MO,MO\nMO,F,,\n", "2: social_parents: MO is given as genetic and as adoptive parent of P"),
    "a circle of parents": ("id,sex,father\nP,M,GF\nFA,M,P\nGF,M,FA\n", "2: father: P is recorded as own ancestor: P → FA → GF → P (parent → child)"),
    "identical triplets of two sexes": ("id,sex,twin_of,monozygotic\nA,M,,yes\nB,U,A,yes\nC,F,B,yes\n", "4: monozygotic: C and A are identical by their twins, and of different sex"),
    "a male mother": ("id,sex,mother\nP,M,MO\nMO,M,\n", "2: mother: MO, the mother of P, is recorded male"),
    # dates
    "a parent younger than the child": ("id,sex,mother,birth_year\nP,M,MO,1950\nMO,F,,1960\n", "2: birth_year: P, born in 1950, is older than the mother MO, born in 1960"),
    "two births": ("id,birth_year,birth_date\nP,1950,1951-02-03\n", "2: birth_year: birth_date 1951-02-03 and birth_year 1950 of P differ"),
    "dead before birth": ("id,birth_year,died\nP,1950,1940\n", "2: died: P died in 1940, before the birth in 1950"),
    "alive and dead": ("id,alive,died\nP,yes,1990\n", "2: died: P is recorded alive and deceased in 1990"),
    "tested before birth": ("id,birth_year,tested_on\nP,1990,1980-01-01\n", "2: tested_on: P has a result of 1980-01-01, before the birth in 1990"),
    # twins
    "identical twins of two sexes": ("id,sex,twin_of,monozygotic\nP,M,Q,yes\nQ,F,,\n", "2: monozygotic: P and the twin Q are recorded monozygotic and of different sex"),
    "twins of two mothers": ("id,sex,mother,twin_of\nP,M,A,Q\nQ,M,B,\nA,F,,\nB,F,,\n", "2: twin_of: P and the twin Q have different parents"),
    "twins of two years": ("id,birth_year,twin_of\nP,1950,Q\nQ,1960,\n", "2: twin_of: P and the twin Q are born in 1950 and 1960"),
    "twins identical for one alone": ("id,twin_of,monozygotic\nP,Q,yes\nQ,,no\n", "2: monozygotic: P and the twin Q differ in monozygotic"),
    # pregnancies and what became of them
    "a pregnant man": ("id,sex,pregnant\nP,M,yes\n", "2: pregnant: P is recorded male and pregnant"),
    "a pregnant dead woman": ("id,sex,pregnant,alive\nP,F,yes,no\n", "2: pregnant: P is recorded deceased and pregnant"),
    "a pregnancy with a child": ("id,outcome,mother\nP,pregnancy,\nQ,,P\n", "2: outcome: P is recorded as pregnancy, and as a parent"),
    "a stillbirth with a child": ("id,outcome,father\nP,stillbirth,\nQ,,P\n", "2: outcome: P is recorded as stillbirth, and as a parent"),
    "a stillbirth that is alive": ("id,outcome,alive\nP,stillbirth,yes\n", "2: alive: P is recorded as stillbirth, and alive"),
    "a miscarriage that is pregnant": ("id,sex,outcome,alive,pregnant\nP,F,pregnancy,yes,yes\n", "2: pregnant: P is recorded as pregnancy, and pregnant"),
    "a pregnancy that died": ("id,outcome,alive\nP,pregnancy,no\n", "2: outcome: P is recorded as pregnancy, and deceased"),
    # adoption, donors, surrogates
    "adopted in by nobody": ("id,sex,mother,adopted\nP,M,MO,in\nMO,F,,\n", "2: adopted: P is recorded as adopted in, and with genetic parents only"),
    "a male surrogate": ("id,sex,surrogate\nP,M,yes\n", "2: surrogate: P is recorded male and surrogate"),
    "carried by a man": ("id,sex,carried_by\nP,M,Q\nQ,M,\n", "2: carried_by: P is carried by Q, who is recorded male"),
    # samples
    "one sample of two people": ("id,sample\nP,S1\nQ,S1\n", "3: sample: sample S1 is already that of P"),
}  # fmt: skip


@pytest.mark.parametrize("rule", ONCE)
def test_what_cannot_be_true_is_said_once_with_line_person_and_field(rule):
    text, said = ONCE[rule]

    with pytest.raises(InputRejected) as error:
        read_table(io.StringIO(text), name="a.csv")
    (mistake,) = error.value.mistakes
    assert str(mistake).startswith(f"a.csv:{said}; ")
    assert mistake.remedy


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ('{"id": "P", "sex": "M", "tests": [{"sensitivity": "1.5"}]}', "sensitivity of a test of P is 3/2, not a chance from 0 to 1; write 0.95 for 95 %"),
        ('{"id": "P", "sex": "M", "tests": [{"false_positive": "-1/2"}]}', "false_positive of a test of P is -1/2, not a chance from 0 to 1; write 0.95 for 95 %"),
        ('{"id": "P", "sex": "M", "tests": [{"looked_for": ["c.1A>G"], "found": ["c.2T>C"]}]}', "a test of P found c.2T>C and looked for c.1A>G; add it to looked_for, or correct found"),
    ],
)  # fmt: skip
def test_a_test_that_cannot_be_so_is_said(people, said):
    text = f'{{"schema": "sideroscreen-pedigree/1", "families": [{{"id": "F", "people": [{people}]}}]}}'

    with pytest.raises(InputRejected) as error:
        read_own_json(io.StringIO(text), name="a.json")
    assert [str(one) for one in error.value.mistakes] == [
        f"a.json: families F, people P, tests: {said}"
    ]


POSSIBLE = {
    "a test of all changes may find any": '{"id": "P", "sex": "M", "tests": [{"found": ["c.2T>C"]}]}',
    "chances of 0 and 1": '{"id": "P", "sex": "M", "tests": [{"sensitivity": "0", "false_positive": "1"}]}',
    "born the year the mother died": '{"id": "P", "sex": "M", "mother": "Q", "birth_year": 1990}, {"id": "Q", "sex": "F", "alive": false, "died": 1990}',
    "a son older than his stepmother": '{"id": "P", "sex": "M", "mother": "Q", "genetic_link": false, "birth_year": 1950}, {"id": "Q", "sex": "F", "birth_year": 1960}',
    "adopted in, the parents not recorded": '{"id": "P", "sex": "M", "adopted": "in"}',
    "adopted in, without a genetic link": '{"id": "P", "sex": "M", "mother": "Q", "adopted": "in", "genetic_link": false}, {"id": "Q", "sex": "F"}',
    "adopted in by recorded people": '{"id": "P", "sex": "M", "mother": "Q", "adopted": "in", "social_parents": ["R"]}, {"id": "Q", "sex": "F"}, {"id": "R", "sex": "F"}',
    "adopted out": '{"id": "P", "sex": "M", "mother": "Q", "adopted": "out"}, {"id": "Q", "sex": "F"}',
    "a surrogate who gave the egg": '{"id": "P", "sex": "M", "mother": "Q", "carried_by": "Q"}, {"id": "Q", "sex": "F", "surrogate": true, "donor": true}',
    "twins over the turn of the year": '{"id": "P", "sex": "M", "birth_year": 1990, "twin_of": "Q"}, {"id": "Q", "sex": "F", "birth_year": 1989}',
    "born in the future": '{"id": "P", "sex": "M", "birth_year": 2150}',
}  # fmt: skip


@pytest.mark.parametrize("name", POSSIBLE)
def test_what_is_possible_is_read(name):
    people = POSSIBLE[name]
    text = f'{{"schema": "sideroscreen-pedigree/1", "families": [{{"id": "F", "people": [{people}]}}]}}'
    families = read_own_json(io.StringIO(text)).families

    assert read_own_json(io.StringIO(written_own_json(families).text)).families == families
