"""Drawing from the command line: endings, paper, PDF, and what is refused."""

import io

import pytest

from reports.render import pdf_problem
from workflow.__main__ import main

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason="no PDF can be written on this machine")


def ped(folder, sibs, name="family.ped"):
    lines = ["F f 0 0 1 0", "F m 0 0 2 0", *(f"F c{n} f m 1 1" for n in range(sibs)), "F x f m 2 2"]
    file = folder / name
    file.write_text("\n".join(lines) + "\n")
    return file


def test_without_paper_an_image_is_one_picture_and_with_it_parts(tmp_path):
    file, whole, parts = ped(tmp_path, 20), tmp_path / "whole.svg", tmp_path / "parts.svg"

    assert main(["draw", str(file), "-o", str(whole)]) == 0
    assert main(["draw", str(file), "-o", str(parts), "--paper", "letter"]) == 0

    assert "Part 1" not in whole.read_text()
    assert "Part 1 of " in parts.read_text()
    assert parts.read_text().count("<svg ") == 1


@needs_pdf
@pytest.mark.parametrize(
    ("sibs", "paper", "pages", "size"),
    [
        (4, [], 1, (595, 842)),
        (10, [], 1, (842, 595)),
        (20, [], 3, (595, 842)),
        (4, ["--paper", "letter"], 1, (612, 792)),
    ],
)
def test_a_pdf_has_a_page_for_each_part(tmp_path, sibs, paper, pages, size):
    import pikepdf

    file, output = ped(tmp_path, sibs), tmp_path / "family.pdf"

    assert main(["draw", str(file), "-o", str(output), *paper]) == 0

    first = output.read_bytes()
    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert len(pdf.pages) == pages
        assert tuple(round(float(value)) for value in pdf.pages[0].MediaBox[2:]) == size
        assert str(pdf.Root.Lang) == "en-GB"
        assert str(pdf.docinfo["/Title"]) == "Family tree · family.ped"
        assert "/StructTreeRoot" in pdf.Root
    assert main(["draw", str(file), "-o", str(output), *paper]) == 0
    assert output.read_bytes() == first


@pytest.mark.parametrize("name", ["family.png", "family", "family.svgz"])
def test_another_ending_is_refused_in_one_line(tmp_path, capsys, name):
    assert main(["draw", str(ped(tmp_path, 2)), "-o", str(tmp_path / name)]) == 2

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("a drawing is written as SVG or as PDF; end the name with .svg or .pdf")
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("sibs", "paper", "said"),
    [
        (2000, [], "the family has 2003 people, and one drawing shows 2000 at most"),
        (300, ["--paper", "a4"], "303 people of the family are linked"),
    ],
)
def test_a_family_that_is_too_large_is_refused_in_one_line(tmp_path, capsys, sibs, paper, said):
    file, output = ped(tmp_path, sibs), tmp_path / "family.svg"

    assert main(["draw", str(file), "-o", str(output), *paper]) == 3

    (line,) = capsys.readouterr().err.splitlines()
    assert f"{file}: {said}" in line
    assert not output.exists()


@pytest.mark.parametrize("words", [["draw", "-o", "x.svg"], ["convert", "-o", "x.ped"], ["kin"]])
def test_a_file_without_people_is_refused_in_one_line(tmp_path, capsys, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "empty.ped"
    file.write_text("# nobody yet\n")
    command, *rest = words
    people = ["A", "B"] if command == "kin" else []

    assert main([command, str(file), *people, *rest]) == 3

    (line,) = capsys.readouterr().err.splitlines()
    assert f"{file}: no person in this file" in line
