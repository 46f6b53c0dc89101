"""Converting a pedigree: what is written, what is printed, and what is never written over."""

from pathlib import Path

import pytest

from pedigrees.people import Genotype
from pedigrees.readers.pedigree import read_pedigree
from pedigrees.readers.table_columns import COLUMNS
from pedigrees.writers.formats import WRITERS
from workflow.__main__ import main
from workflow.commands.convert import run_convert

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "docs/examples/case.toml"
TABLE = "family;id;mother;sex;affected;twin_of;proband\nF;P;MO;M;yes;Q;yes\nF;Q;MO;M;;;\nF;MO;;F;no;;\nG;R;;F;;;\n"


@pytest.fixture
def table(tmp_path):
    file = tmp_path / "family.csv"
    file.write_text(TABLE)
    return file


def test_a_table_becomes_a_ped_file_and_what_is_lost_is_said(table, capsys):
    output = table.with_name("family.ped")

    assert main(["convert", str(table), "-o", str(output)]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"{table}: only one parent is recorded: P, Q",
        "Not in PED: twins (2: P, Q)",
        "Not in PED: proband (1: P)",
    ]
    assert [family.id for family in read_pedigree(output).families] == ["F", "G"]


def test_what_is_lost_is_returned_as_data(table):
    lost = run_convert(table, table.with_name("family.ped"))

    assert [(drop.field, drop.people) for drop in lost] == [
        ("twin_of", ("P", "Q")),
        ("proband", ("P",)),
    ]


def test_our_json_loses_nothing_and_becomes_the_same_again(table):
    first, second = table.with_name("1.json"), table.with_name("2.json")

    assert run_convert(table, first) == ()
    assert run_convert(first, second) == ()
    assert first.read_bytes() == second.read_bytes()
    assert read_pedigree(first).families == read_pedigree(table).families


def test_the_family_of_a_case_is_converted_and_the_rest_said_to_stay(tmp_path, capsys):
    assert main(["convert", str(EXAMPLE), "-o", str(tmp_path / "a.json")]) == 0

    assert "all else stays in the case file" in capsys.readouterr().err
    (family,) = read_pedigree(tmp_path / "a.json").families
    by_id = {person.id: person for person in family.people}
    assert (family.id, family.proband, len(by_id)) == ("EXAMPLE-01", "III:2", 12)
    assert by_id["III:2"].genotype is Genotype.HEMIZYGOUS
    assert by_id["IV:3"].social_parents == ("III:2", "III:4")


def test_one_family_is_drawn(table, capsys):
    output = table.with_name("a.svg")

    assert main(["convert", str(table), "-o", str(output)]) == 2
    assert "choose one with --family: F, G" in capsys.readouterr().err
    assert not output.exists()
    assert main(["convert", str(table), "-o", str(output), "--family", "F"]) == 0
    assert output.read_text().startswith("<svg")


def test_a_family_without_a_proband_is_drawn(table, capsys):
    assert main(["convert", str(table), "--to", "svg", "--family", "G"]) == 0
    assert capsys.readouterr().out.startswith("<svg")


def test_the_page_on_formats_names_every_format_and_every_column_of_a_table():
    page = (REPOSITORY / "docs/pedigree-formats.md").read_text(encoding="utf-8")

    assert [one for one in (*WRITERS, *COLUMNS) if f"`{one}`" not in page] == []


def test_without_an_output_it_is_printed(table, capsys):
    assert main(["convert", str(table), "--to", "ped", "--family", "G"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["G\tR\t0\t0\t2\t-9"]


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        (["-o", "a.xyz"], 2, "the format of the output is not clear; add --to "),
        ([], 2, "the format of the output is not clear; add --to "),
        (["-o", "family.csv", "--to", "ped"], 2, "would take the place of"),
        (["-o", "nowhere/a.ped"], 2, "the output cannot be written"),
        (["-o", ".", "--to", "ped"], 2, "the output is a folder"),
        (["-o", "a.ped", "--family", "H"], 3, "no family H in this file; choose from: F, G"),
    ],
)
def test_what_cannot_be_converted_is_said_in_one_line(table, monkeypatch, capsys, more, code, said):
    monkeypatch.chdir(table.parent)

    assert main(["convert", table.name, *more]) == code
    assert said in capsys.readouterr().err
    assert [path.name for path in table.parent.iterdir()] == ["family.csv"]
    assert table.read_text() == TABLE


def test_a_table_with_mistakes_writes_nothing(table, capsys):
    table.write_text(TABLE.replace("MO;;F", "MO;;M"))

    assert main(["convert", str(table), "-o", str(table.with_name("a.ped"))]) == 3
    assert "MO, the mother of P, is recorded male" in capsys.readouterr().err
    assert not table.with_name("a.ped").exists()
