"""The judge of drawings sees what is wrong with a drawing that was spoilt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from drawing import main
from drawing_files import NotRead, read_families
from drawing_judge import judge

from genetics.inheritance import Sex
from pedigrees.drawing.figure import Layout, Mating
from pedigrees.drawing.layout import lay_out
from pedigrees.family import Family
from pedigrees.people import Person

PEOPLE = Family(
    [
        Person("gf", Sex.MALE),
        Person("gm", Sex.FEMALE),
        Person("a", Sex.MALE, "gf", "gm"),
        Person("b", Sex.MALE, "gf", "gm", twin_of="a", monozygotic=True),
        Person("c", Sex.FEMALE, "gf", "gm"),
        Person("d", Sex.MALE),
        Person("k", Sex.FEMALE, "d", "c"),
        Person("l", Sex.MALE, "d", "c"),
    ],
    "k",
)


def moved(layout: Layout, person: str, x: float) -> Layout:
    """Return the layout in which the symbol of a person stands elsewhere, and no line."""
    places = (replace(one, x=x) if one.person == person else one for one in layout.places)
    return replace(layout, places=tuple(places))


def x_of(layout: Layout, person: str) -> float:
    return layout.of(person)[0].x


def lost(layout: Layout) -> Layout:
    return replace(layout, places=tuple(one for one in layout.places if one.person != "l"))


def overlapping(layout: Layout) -> Layout:
    return moved(layout, "l", x_of(layout, "k") + 0.5)


def false_mating(layout: Layout) -> Layout:
    left, right = sorted((x_of(layout, "k"), x_of(layout, "l")))
    return replace(layout, matings=(*layout.matings, Mating(("l", "k"), 2, left, right, True)))


def no_mating(layout: Layout) -> Layout:
    return replace(layout, matings=layout.matings[:1])


def hanging_elsewhere(layout: Layout) -> Layout:
    first = layout.descents[-1]
    return replace(layout, descents=(*layout.descents[:-1], replace(first, x=first.x + 3)))


def child_without_line(layout: Layout) -> Layout:
    last = layout.descents[-1]
    return replace(layout, descents=(*layout.descents[:-1], replace(last, drops=last.drops[:1])))


def twins_apart(layout: Layout) -> Layout:
    places = [one for one in layout.places if one.person in ("b", "c")]
    b, c = sorted(places, key=lambda one: one.person)
    return moved(moved(layout, "b", c.x), "c", b.x)


def twins_not_joined(layout: Layout) -> Layout:
    return replace(layout, twins=())


def through_a_stranger(layout: Layout) -> Layout:
    """The line of the grandparents falls through a symbol of the next generation."""
    first = layout.descents[0]
    drop = replace(first.drops[0], child="k", x=x_of(layout, "d"), passing=True)
    return replace(
        layout, descents=(replace(first, drops=(*first.drops, drop)), *layout.descents[1:])
    )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lost, "l is not drawn"),
        (overlapping, "overlap"),
        (false_mating, "l and k are joined and no partners"),
        (no_mating, "are partners and not joined"),
        (hanging_elsewhere, "does not hang below"),
        (child_without_line, "does not hang below"),
        (twins_apart, "between twins"),
        (twins_not_joined, "are twins and not joined"),
        (through_a_stranger, "runs through d"),
    ],
)
def test_what_is_spoilt_is_seen(spoil: Callable[[Layout], Layout], said: str) -> None:
    good = lay_out(PEOPLE)

    assert judge(PEOPLE, good).faults == []
    assert any(said in fault for fault in judge(PEOPLE, spoil(good)).faults)


def test_lines_of_two_families_that_lie_on_each_other_are_seen() -> None:
    people = Family(
        [
            *(Person(name, Sex.MALE) for name in "ac"),
            *(Person(name, Sex.FEMALE) for name in "bd"),
            *(Person(f"k{number}", Sex.MALE, "a", "b") for number in range(3)),
            *(Person(f"l{number}", Sex.MALE, "c", "d") for number in range(3)),
        ],
        "a",
    )
    layout = lay_out(people)
    assert judge(people, layout).faults == []

    one, other = layout.descents
    spoilt = replace(layout, descents=(one, replace(other, x=one.drops[0].x)))

    assert any("lie on each other" in fault for fault in judge(people, spoilt).faults)


UNION = ("0 @F@ FAM", "1 HUSB @1@", "1 WIFE @2@", "1 CHIL @3@")


@pytest.mark.parametrize(
    ("name", "text", "people"),
    [
        ("a.ped", "F f 0 0 1 0\nF m 0 0 2 0\nF c f m 1 2\n", 3),
        ("b.csv", "famid,id,fatherid,motherid,sex\n1,f,0,0,M\n1,m,0,0,F\n1,c,f,m,F\n", 3),
        (
            "c.data",
            "\n".join(["FamilyId", "IndividualId", "Gender", "Father", "Mother", "MZTwin", ""])
            + "\nF f M . . .\nF m F . . .\nF c M f m A\nF d M f m A\n",
            4,
        ),
        (
            "d.ged",
            "\n".join(["0 HEAD", *(f"0 @{one}@ INDI" for one in "123"), *UNION]),
            3,
        ),
        ("e.json", '{"pedigree": [{"id": "a", "sex": "M", "father": null, "mother": null}]}', 1),
    ],
)
def test_families_are_read_in_many_formats(
    tmp_path: Path, name: str, text: str, people: int
) -> None:
    (tmp_path / name).write_text(text, "utf-8")

    (one,) = read_families(tmp_path / name)

    assert len(one.family) == people
    if name == "c.data":
        assert one.family["d"].twin_of == "c"
    if name != "e.json":
        assert len(one.family.parents([person.id for person in one.family][-1])) == 2


def test_what_is_no_pedigree_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("nothing here\n", "utf-8")

    with pytest.raises(NotRead):
        read_families(tmp_path / "x.txt")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b'{"pedigree": \xff\xfe\x00}'),
        ("b.json", b'{"pedigree": [["a", "b"]]}'),
        ("c.json", b'{"pedigree": [{"id": "a"}]}'),
        ("d.json", b'{"pedigree": []}'),
        ("e.json", b'{"pedigree": ['),
        ("f.json", b'[{"pedigree": [{"id": "a", "sex": "M", "father": ["b"]}]}]'),
        ("g.ged", b"0 HEAD\n0 @F@ FAM\n1 CHIL @X@\n"),
        ("h.ged.gz", b"\x1f\x8bxx"),
        ("i.bin", bytes(range(256))),
    ],
)
def test_a_file_of_any_shape_is_read_or_not_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)

    assert main([str(tmp_path)]) == 2
    said = capsys.readouterr().out.splitlines()
    assert f"{name} not read: " in said[0]
    assert said[-2].endswith("no family could be read, so that none was judged")
    assert said[-1] == "0 passed, 0 failed"


def test_the_runner_counts_and_names_what_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.ped").write_text("F f 0 0 1 0\nF m 0 0 2 0\nF c f m 1 2\n", "utf-8")
    (tmp_path / "x.txt").write_text("nothing here\n", "utf-8")

    status = main([str(tmp_path)])

    lines = capsys.readouterr().out.splitlines()
    assert status == 0
    assert lines[-1] == "1 passed, 0 failed"
    assert any("x.txt not read: " in line for line in lines)
