"""Wide drawings: people without links in rows, parts on paper, and what is too large."""

from __future__ import annotations

import time
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from drawing_judge import judge
from drawn_families import drawn_family
from families import family, wide_family
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genetics.inheritance import Sex
from pedigrees.drawing.blocks import LEAST_ROOM
from pedigrees.drawing.layout import lay_out
from pedigrees.drawing.limits import LARGEST, LARGEST_FOLDED, TooLarge
from pedigrees.drawing.numerals import numbers_of
from pedigrees.drawing.parts import Paper, draw_on_paper
from pedigrees.drawing.picture import NAMED
from pedigrees.drawing.show import FOR_CLINICIANS
from pedigrees.drawing.stacked import stacked
from pedigrees.drawing.svg import draw
from pedigrees.family import Family
from pedigrees.people import Person

SVG = "{http://www.w3.org/2000/svg}"
A4 = Paper(width=476, height=610, sideways_width=722, sideways_height=380)


def alone(number: int) -> list[Person]:
    return [Person(f"u{index}", Sex.FEMALE) for index in range(number)]


def sibs(number: int) -> Family:
    return family("c0", "f M", "m F", *(f"c{index} M of f m" for index in range(number)))


def several(*families: Family) -> Family:
    """Return families that no link joins as one, the first with the proband."""
    people = []
    for number, each in enumerate(families):
        for person in each:
            names = {
                name: f"{number}{value}"
                for name in ("id", "father", "mother", "partner_of", "twin_of", "carried_by")
                if (value := getattr(person, name))
            }
            social = tuple(f"{number}{one}" for one in person.social_parents)
            people.append(replace(person, social_parents=social, **names))  # type: ignore[arg-type]
    return Family(people, f"0{families[0].proband_id}")


# In rows ----------------------------------------------------------------------------------


def test_three_hundred_people_without_links_stand_in_rows_that_can_be_read() -> None:
    people = Family(alone(300), "u0")

    layout = lay_out(people)

    assert judge(people, layout).faults == []
    assert layout.width_in_columns <= LEAST_ROOM
    assert 25 <= layout.generations <= 31
    assert layout.deepest == 1


def test_the_rows_are_as_wide_as_the_widest_family() -> None:
    people = several(sibs(20), sibs(9), sibs(9), Family(alone(30), ""))

    layout = lay_out(people)

    assert judge(people, layout).faults == []
    assert layout.width == lay_out(sibs(20)).width
    assert layout.starts == (0, 2, 4, 5)


def test_below_a_family_the_generations_are_counted_anew() -> None:
    layout = lay_out(several(wide_family(Sex.MALE), sibs(15)))

    numbers = numbers_of(layout)
    rows = {place.person: place.generation for place in layout.places}
    assert rows["1f"] == layout.starts[1] > 1
    assert numbers["1f"].startswith("I-")
    assert numbers["1c0"].startswith("II-")
    assert len(set(numbers.values())) == len(numbers)


def test_who_stands_apart_is_told_by_lines_and_in_words() -> None:
    drawing = draw(Family([*sibs(3), *alone(30)], "c0"))

    drawn, told = drawing.svg, drawing.alternative
    lines = [
        one
        for one in ElementTree.fromstring(drawn).iter(f"{SVG}line")
        if one.get("stroke-dasharray")
    ]
    assert len(lines) == 2
    assert f"u{NAMED - 1} and 18 more." in " ".join(texts(drawn))
    assert "u28, u29." in told
    assert "35 people in 2 generations" in told


def test_without_a_proband_nobody_among_people_without_links_stands_apart() -> None:
    layout = lay_out(Family(alone(30), ""))

    assert layout.apart == ()
    assert layout.apart_from == 0


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 2**32), st.integers(2, 12)), min_size=2, max_size=7))
def test_the_judge_finds_nothing_wrong_with_families_in_rows(kinds: list[tuple[int, int]]) -> None:
    people = several(*(drawn_family(seed, size) for seed, size in kinds))

    assert judge(people, lay_out(people)).faults == []


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


# On paper ---------------------------------------------------------------------------------


@pytest.mark.parametrize("proband", ["u0", ""])
def test_people_without_links_fill_pages(proband: str) -> None:
    paper = draw_on_paper(Family(alone(100), proband), None, FOR_CLINICIANS, A4)

    assert len(paper.drawings) == 4
    assert all(one.width <= A4.width and one.height <= A4.height for one in paper.drawings)
    told = " ".join(one.alternative for one in paper.drawings)
    assert [told.count(f"u{index}: ") for index in range(100)] == [1] * 100
    assert ("no link to part 1 is recorded" in told) is bool(proband)


def test_small_families_share_pages_and_large_ones_are_cut() -> None:
    people = several(sibs(20), sibs(5), sibs(5), sibs(12), Family(alone(3), ""))

    paper = draw_on_paper(people, None, FOR_CLINICIANS, A4)

    assert all(one.width <= A4.width and one.height <= A4.height for one in paper.drawings)
    told = "\n".join(one.alternative for one in paper.drawings)
    assert all(f"{person.id}: " in told for person in people)


def test_the_parts_stand_in_one_image_each_with_a_title_of_its_own() -> None:
    paper = draw_on_paper(sibs(20), None, FOR_CLINICIANS, A4, all_in_title=False)
    drawing = stacked(paper.drawings)

    root = ElementTree.fromstring(drawing.svg)
    parts = root.findall(f"{SVG}g")
    count = len(paper.drawings)
    assert drawing.svg.count("<svg ") == 1
    assert root.findtext(f"{SVG}title") == (
        f"Family tree in {count} parts; who is in several joins them."
    )
    assert [(part.findtext(f"{SVG}title") or "").split(".")[0] for part in parts] == [
        f"Part {number} of {count}" for number in range(1, count + 1)
    ]
    assert all("child of f and m" in (part.findtext(f"{SVG}desc") or "") for part in parts)
    assert {part.get("role") for part in parts} == {"img"}
    assert not any(element.get("id") for element in root.iter())
    assert drawing.height > sum(one.height for one in paper.drawings)


def test_a_family_that_fits_is_the_same_image_on_paper() -> None:
    paper = draw_on_paper(sibs(2), None, FOR_CLINICIANS, A4, all_in_title=False)

    assert stacked(paper.drawings).svg == draw(sibs(2), within=A4.width).svg


# Too large --------------------------------------------------------------------------------


def test_a_family_beyond_the_limit_is_refused_in_one_line() -> None:
    with pytest.raises(TooLarge, match=f"{LARGEST + 1} people.*--family") as error:
        draw(Family(alone(LARGEST + 1), "u0"))

    assert len(str(error.value).splitlines()) == 1


def test_so_many_people_with_links_are_not_folded() -> None:
    with pytest.raises(TooLarge, match=f"{LARGEST_FOLDED + 1} people of the family are linked"):
        draw_on_paper(sibs(LARGEST_FOLDED - 1), None, FOR_CLINICIANS, A4)


def test_a_thousand_sibs_and_a_man_with_two_hundred_partners_are_laid_out_in_seconds() -> None:
    lines = [line for n in range(200) for line in (f"w{n} F", f"c{n} F of f w{n}")]
    partners = family("c0", "f M", *lines)

    start = time.process_time()
    layouts = [lay_out(sibs(1000)), lay_out(partners)]

    assert [len(layout.places) for layout in layouts] == [1002, 401]
    assert time.process_time() - start < 6


@pytest.mark.parametrize("partners", [7, 12])
def test_the_judge_finds_nothing_wrong_with_many_partners(partners: int) -> None:
    lines = [line for n in range(partners) for line in (f"w{n} F", f"c{n} F of f w{n}")]
    people = family("c0", "f M", *lines)

    assert judge(people, lay_out(people)).faults == []
