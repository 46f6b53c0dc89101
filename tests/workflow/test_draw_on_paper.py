"""`draw` for paper: a page for each part, or the parts one below another; and what is too large."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from letter_families import PARENTS, basis_of, man_with_xlsa, someone
from pypdf import PdfReader

from genetics.errors import InputRejected, UsageError
from reports.parts.drawing import drawing_part
from reports.render import pdf_problem
from workflow.commands.draw import Asked, run_draw

needs_pdf = pytest.mark.skipif(bool(pdf_problem()), reason=f"no PDF here: {pdf_problem()}")
SVG = "{http://www.w3.org/2000/svg}"
BRANCHES, CHILDREN = 6, 5


def wide_family(folder: Path) -> tuple[Path, set[str]]:
    """Write a couple with six married children, who have five children each."""
    rows = [("GF", "0", "0", "1"), ("GM", "0", "0", "2")]
    for one in range(BRANCHES):
        rows += [(f"B{one}", "GF", "GM", "1"), (f"W{one}", "0", "0", "2")]
        rows += [(f"C{one}x{n}", f"B{one}", f"W{one}", "2") for n in range(CHILDREN)]
    path = folder / "wide.ped"
    ill = {"B0": 2}
    lines = ("\t".join(("F", *row, str(ill.get(row[0], 1)))) for row in rows)
    path.write_text("\n".join(lines) + "\n")
    return path, {row[0] for row in rows}


def unlinked(folder: Path, people: int) -> Path:
    path = folder / "many.ped"
    path.write_text("".join(f"F\tP{n}\t0\t0\t{1 + n % 2}\t{1 + (n == 0)}\n" for n in range(people)))
    return path


def test_an_svg_for_paper_holds_every_part_below_another_and_loses_nobody(tmp_path: Path) -> None:
    file, people = wide_family(tmp_path)
    run_draw(file, tmp_path / "wide.svg", asked=Asked(paper="a4"))
    root = ET.fromstring((tmp_path / "wide.svg").read_text("utf-8"))
    words = {text for one in root.iter(f"{SVG}text") for text in one.itertext()}
    parts = [one for one in root.iter(f"{SVG}g") if one.get("role") == "img"]
    assert len(parts) > 1
    assert people <= words
    assert {f"Part {n} of {len(parts)}" for n in range(1, len(parts) + 1)} <= words
    assert all(one.find(f"{SVG}title") is not None for one in parts)


def test_without_paper_it_is_one_picture(tmp_path: Path) -> None:
    file, _ = wide_family(tmp_path)
    run_draw(file, tmp_path / "wide.svg")
    assert "Part 1" not in (tmp_path / "wide.svg").read_text("utf-8")


@needs_pdf
def test_a_pdf_has_a_page_for_each_part_and_a_title_and_holds_everybody(tmp_path: Path) -> None:
    file, people = wide_family(tmp_path)
    run_draw(file, tmp_path / "wide.pdf")
    pdf = PdfReader(tmp_path / "wide.pdf")
    words = set(" ".join(page.extract_text() for page in pdf.pages).split())
    assert len(pdf.pages) > 1
    assert people <= words
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Family tree · wide.ped"


def test_people_without_a_link_stand_in_rows_and_not_in_one_line(tmp_path: Path) -> None:
    run_draw(unlinked(tmp_path, 300), tmp_path / "many.svg")
    root = ET.fromstring((tmp_path / "many.svg").read_text("utf-8"))
    width, height = (float(root.get(side, "0").removesuffix("pt")) for side in ("width", "height"))
    words = {text for one in root.iter(f"{SVG}text") for text in one.itertext()}
    assert {f"P{n}" for n in range(300)} <= words
    assert 1 / 4 < width / height < 4


def test_another_ending_is_refused_in_one_line(tmp_path: Path) -> None:
    file, _ = wide_family(tmp_path)
    with pytest.raises(UsageError, match=r"end the name with \.svg or \.pdf"):
        run_draw(file, tmp_path / "wide.png")
    assert not (tmp_path / "wide.png").exists()


@pytest.mark.parametrize(
    ("people", "paper", "said"),
    [
        (2001, None, "2001 people, and one drawing shows 2000 at most; name one family"),
        (301, "a4", "linked; pages are made of 300 at most; draw one wide picture"),
    ],
)
def test_what_is_too_large_is_refused_with_its_size(
    tmp_path: Path, people: int, paper: str | None, said: str
) -> None:
    rows = ["F\tFA\t0\t0\t1\t1", "F\tMO\t0\t0\t2\t1"]
    rows += [f"F\tC{n}\tFA\tMO\t1\t{1 + (n == 0)}" for n in range(people - 2)]
    file = tmp_path / "sibs.ped"
    file.write_text("\n".join(rows) + "\n")
    with pytest.raises(InputRejected) as refused:
        run_draw(file, tmp_path / "sibs.svg", asked=Asked(paper=paper))
    assert said in str(refused.value)
    assert str(file) in str(refused.value)
    assert not (tmp_path / "sibs.svg").exists()


def test_a_family_too_large_for_pages_gets_its_documents_with_a_sentence_in_the_place() -> None:
    entries = man_with_xlsa()
    entries["people"] += [someone(f"K-S{n}", "F", 1990, **PARENTS) for n in range(400)]
    part = drawing_part(basis_of(entries))
    assert part.pictures == ()
    assert part.intro == ("This family of 406 people is too large to be drawn here.",)
