"""Saying how two people are related: what is printed, from which files, and what is refused."""

from pathlib import Path

import pytest

from workflow.__main__ import main

EXAMPLE = Path(__file__).resolve().parents[2] / "docs/examples/case.toml"
UNCLE = "III:1-II:2-[I:1,I:2]-II:3"
COUSINS = """\
F GF 0 0 1 0
F GM 0 0 2 0
F FA GF GM 1 0
F MO GF GM 2 0
F A FA 0 1 0
F H FA 0 2 0
F B 0 MO 2 0
F C A B 2 0
G A 0 0 1 0
G B A 0 2 0
"""


@pytest.fixture
def ped(tmp_path):
    file = tmp_path / "family.ped"
    file.write_text(COUSINS.replace(" ", "\t"))
    return file


def test_two_people_of_a_case_are_told_both_ways(capsys):
    assert main(["kin", str(EXAMPLE), "III:1", "II:3"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "II:3 to III:1  maternal uncle",
        "III:1 to II:3  nephew",
        "degree        2",
        "side          of III:1: maternal; of II:3: both",
        "kinship       1/8 (0.125)",
        f"way           {UNCLE}: full, degree 2, 2 up, 1 down, removed 1, through F",
    ]


def test_every_relation_of_two_people_is_told_blood_and_marriage_apart(ped, capsys):
    assert main(["kin", str(ped), "A", "B", "--family", "F"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "B to A        paternal first cousin and partner",
        "A to B        maternal first cousin and partner",
        "degree        3",
        "side          of A: paternal; of B: maternal",
        "kinship       1/16 (0.0625)",
        "way           A-FA-[GF,GM]-MO-B: full, degree 3, 2 up, 2 down, through M F",
        "no blood      through the couple A and B",
    ]


def test_half_sibs_who_could_be_full_ones_are_told_so(ped, capsys):
    assert main(["kin", str(ped), "A", "H"]) == 0
    assert "full if the parent who is not recorded is the same one" in capsys.readouterr().out


def test_an_adopted_child_has_no_kinship(capsys):
    assert main(["kin", str(EXAMPLE), "IV:3", "III:2"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2:4] == ["blood         none is recorded", "kinship       0"]
    assert lines[4].startswith("no blood      IV:3-[III:2]: by adoption")


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (["A", "Z"], "not in the file: Z; choose from: GF, GM, FA"),
        (["A", "B"], "A and B are in more than one family of this file; name one with --family"),
        (["A", "GF", "--family", "G"], "not in the file: GF; choose from: A, B"),
        (["A", "B", "--family", "H"], "no family H in this file"),
    ],
)
def test_who_is_not_there_is_said_in_one_line(ped, asked, why, capsys):
    code = main(["kin", str(ped), *asked])

    assert code in (2, 3)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert why in printed.err


@pytest.mark.parametrize("text", ["", "# nobody\n"])
def test_a_family_without_people_is_refused_in_one_line(ped, text, capsys):
    ped.write_text(text)

    assert main(["kin", str(ped), "A", "B"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_of_very_many_ways_the_nearest_are_listed_and_more_are_said_to_exist(ped, capsys):
    rows = [f"F\t{sex}0\t0\t0\t{code}\t0\n" for sex, code in (("M", 1), ("W", 2))]
    rows += [
        f"F\t{sex}{one}\tM{one - 1}\tW{one - 1}\t{code}\t0\n"
        for one in range(1, 10)
        for sex, code in (("M", 1), ("W", 2))
    ]
    ped.write_text("".join(rows))

    assert main(["kin", str(ped), "M9", "W9"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("way ") for line in lines) == 200
    assert lines[-1].endswith(
        f"and {2 * (2**9 - 1) - 2 * 200} more ways, none shorter, counted in the kinship"
    )


def test_people_of_different_families_are_refused(ped, capsys):
    ped.write_text("F\tA\t0\t0\t1\t0\nG\tB\t0\t0\t2\t0\n")

    assert main(["kin", str(ped), "A", "B"]) == 2
    assert "are in different families" in capsys.readouterr().err
