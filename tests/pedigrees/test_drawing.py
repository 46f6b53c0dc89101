"""The drawn family: what must hold of every drawing, and how one small family looks."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from families import family, wide_family
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genetics.errors import UsageError
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from pedigrees.drawing.figure import Descent, Layout, Mating
from pedigrees.drawing.layout import lay_out
from pedigrees.drawing.lettering import width_of, wrapped
from pedigrees.drawing.parts import Paper, draw_on_paper
from pedigrees.drawing.show import FOR_CLINICIANS, FOR_THE_FAMILY
from pedigrees.drawing.svg import draw
from pedigrees.family import Family
from pedigrees.people import Affected, Birth, Genotype, Person
from pedigrees.plan import Decision, Flag, Pattern, Plan
from reports.basis import Basis
from reports.parts.drawing import DrawingPart, drawing_part, plain_drawing_part
from reports.render import pdf_problem, render_pdf
from workflow.commands.draw import Asked, run_draw
from workflow.pipeline import conclude, load

HERE = Path(__file__).parent
GOLDEN = HERE / "drawings" / "small_family.svg"
SVG = "{http://www.w3.org/2000/svg}"
NEAR = 0.1
LARGE = 70

A4 = Paper(width=476, height=610, sideways_width=722, sideways_height=380)


# What must hold ---------------------------------------------------------------------------


def links(people: Family) -> set[tuple[tuple[str, ...], str]]:
    """Return every couple (or single parent) with a child, by birth or socially."""
    found = set()
    for person in people:
        genetic = {one.id for one in people.parents(person.id)}
        if genetic:
            found.add((tuple(sorted(genetic)), person.id))
        social = [one for one in person.social_parents if one in people]
        if not person.genetic_link:
            recorded = [one for one in (person.father, person.mother) if one and one in people]
            social = list(dict.fromkeys([*recorded, *social]))
        for start in range(0, len(social), 2):
            found.add((tuple(sorted(social[start : start + 2])), person.id))
    return found


def check(people: Family, layout: Layout) -> None:
    """Check all that must hold of the layout of a whole family."""
    everyone_is_drawn(people, layout)
    nobody_overlaps(layout)
    partners_are_partners(people, layout)
    children_hang_below_their_parents(people, layout)
    no_two_lines_run_into_one(layout)
    twins_stand_together(people, layout)


def everyone_is_drawn(people: Family, layout: Layout) -> None:
    drawn = [place.person for place in layout.places if not place.pregnancy and not place.copy]
    assert sorted(drawn) == sorted(person.id for person in people)


def nobody_overlaps(layout: Layout) -> None:
    for generation in range(layout.generations):
        row = sorted(place.x for place in layout.places if place.generation == generation)
        assert all(right - left >= 0.89 for left, right in pairwise(row))
        assert all(0 <= x <= layout.width - 0.4 for x in row)


def partners_are_partners(people: Family, layout: Layout) -> None:
    couples = {parents for parents, _ in links(people)}
    couples |= {
        tuple(sorted((one.id, one.partner_of))) for one in people if one.partner_of in people
    }
    for mating in layout.matings:
        if len(mating.partners) == 2:
            assert tuple(sorted(mating.partners)) in couples
            assert mating.related is people.are_blood_relatives(*mating.partners)
        at_its_ends(layout, mating)
    drawn = {tuple(sorted(mating.partners)) for mating in layout.matings}
    assert couples - {one for one in couples if len(one) == 1} <= drawn


def at_its_ends(layout: Layout, mating: Mating) -> None:
    standing = [place for place in layout.places if place.generation == mating.generation]
    for partner in mating.partners:
        places = [place.x for place in standing if place.person == partner]
        assert any(min(abs(x - mating.left), abs(x - mating.right)) <= 0.2 for x in places)
    between = [place for place in standing if mating.left + 0.3 < place.x < mating.right - 0.3]
    assert mating.bridge or not between


def children_hang_below_their_parents(people: Family, layout: Layout) -> None:
    drawn = set()
    for descent in layout.descents:
        assert starts_right(layout, descent)
        for drop in descent.drops:
            if drop.passing or drop.pregnancy:
                continue
            (place,) = [one for one in layout.of(drop.child) if not one.copy]
            assert place.generation == descent.generation + 1
            assert abs(place.x - drop.x) <= NEAR
            drawn.add((tuple(sorted(descent.parents)), drop.child))
    missing = links(people) - drawn
    assert {(parent, child) for parents, child in missing for parent in parents} <= set(
        layout.not_drawn
    )
    assert drawn <= links(people)


def starts_right(layout: Layout, descent: Descent) -> bool:
    """A line falls from the mating line of the parents, or goes on from further above."""
    if descent.passing:
        return any(
            drop.passing and drop.x == descent.x and drop.child == descent.drops[0].child
            for above in layout.descents
            if above.parents == descent.parents and above.generation == descent.generation - 1
            for drop in above.drops
        )
    return any(
        mating.left <= descent.x <= mating.right
        for mating in layout.matings
        if mating.partners == descent.parents and mating.generation == descent.generation
    )


def no_two_lines_run_into_one(layout: Layout) -> None:
    """Lines of two families cross at most: they never lie on each other."""
    for one, other in combinations(layout.descents, 2):
        if one.generation != other.generation:
            continue
        assert one.track != other.track or apart(span(one), span(other))
        for upper, lower in ((one, other), (other, one)):
            if upper.track < lower.track and not lower.passing:
                assert all(abs(drop.x - lower.x) > 0.03 for drop in upper.drops)


def span(descent: Descent) -> tuple[float, float]:
    ends = [descent.x, *(drop.x for drop in descent.drops)]
    return min(ends), max(ends)


def apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[1] < other[0] or other[1] < one[0]


def twins_stand_together(people: Family, layout: Layout) -> None:
    for twins in layout.twins:
        places = [layout.of(person)[0] for person in twins.people]
        assert {place.generation for place in places} == {twins.generation}
        xs = sorted(place.x for place in places)
        between = [
            place.person
            for place in layout.places
            if place.generation == twins.generation and xs[0] < place.x < xs[-1]
        ]
        allowed = {partner.id for person in twins.people for partner in people.partners(person)}
        assert set(between) <= allowed | set(twins.people)


# Families of every kind -------------------------------------------------------------------

KINDS = {
    "alone": ("a F",),
    "parents and child": ("f M", "m F", "c U of f m"),
    "one parent recorded": ("m F", "c M of - m", "d F of - m"),
    "half-sibs on both sides": ("f M", "m F", "g M", "n F", "a M of f m", "b F of g m", "c F of f n"),
    "a man with four partners": (
        "f M", "a F", "b F", "c F", "d F",
        "k M of f a", "l M of f b", "m M of f c", "n M of f d",
    ),
    "cousins": (
        "gf M", "gm F", "a M of gf gm", "b F of gf gm", "x F", "y M",
        "c M of a x", "d F of y b", "k F of c d",
    ),
    "uncle and niece": ("gf M", "gm F", "u M of gf gm", "a F of gf gm", "y M", "n F of y a", "k F of u n"),
    "father and daughter": ("f M", "m F", "d F of f m", "k M of f d"),
    "a woman with a man and his son": ("m M", "a F", "s M of m a", "w F", "k M of m w", "l F of s w"),
    "two brothers, two sisters": (
        "f M", "m F", "g M", "n F", "a M of f m", "b M of f m", "c F of g n", "d F of g n",
        "k M of a c", "l F of b d",
    ),
    "identical twins who both have a family": (
        "f M", "m F", "a M of f m", "b M of f m twin a", "c F of f m",
        "x F", "y F", "k M of a x", "l F of b y",
    ),
    "twins without recorded parents": ("a M", "b M twin a", "k F of a -"),
    "partners without a child": ("a M", "b F partner a"),
    "pregnant, with and without a partner": ("a M", "b F partner a pregnant", "c F pregnant"),
    "people without a link": ("a M", "b F", "c F", "d M of a b", "e M"),
    "adopted": ("f M", "m F", "a M of f m adopted", "b F of f m"),
}  # fmt: skip


@pytest.mark.parametrize("lines", KINDS.values(), ids=KINDS.keys())
def test_what_must_hold_holds_for(lines: tuple[str, ...]) -> None:
    people = family(lines[0].split()[0], *lines)

    check(people, lay_out(people))


@pytest.mark.parametrize("sex", [Sex.MALE, Sex.FEMALE])
def test_what_must_hold_holds_for_a_wide_family(sex: Sex) -> None:
    people = wide_family(sex)

    layout = lay_out(people)

    check(people, layout)
    assert not any(place.copy for place in layout.places)
    assert not any(mating.bridge for mating in layout.matings)


def torture(folder: Path) -> Iterator[tuple[str, Family]]:
    for case in json.loads((folder / "drawing" / "torture.json").read_text("utf-8")):
        yield case["id"], converted(case["pedigree"], case["mz_groups"])
    for file in sorted((folder / "oracle").glob("*.json")):
        case = json.loads(file.read_text("utf-8"))
        if case["expected"].get("kind") != "invalid":
            yield case["id"], converted(case["pedigree"], [])


def converted(pedigree: list[dict[str, object]], groups: list[list[str]]) -> Family:
    twin_of = {twin: group[0] for group in groups for twin in group[1:]}
    firsts: dict[object, str] = {}
    for row in pedigree:
        if row.get("mz_group"):
            first = firsts.setdefault(row["mz_group"], str(row["id"]))
            twin_of |= {str(row["id"]): first} if first != row["id"] else {}
    people = [
        Person(
            str(row["id"]),
            Sex(str(row["sex"])),
            row.get("father"),  # type: ignore[arg-type]
            row.get("mother"),  # type: ignore[arg-type]
            social_parents=tuple(row.get("social_parents") or ()),  # type: ignore[arg-type]
            twin_of=twin_of.get(str(row["id"])),
            monozygotic=True if row["id"] in twin_of else None,
        )
        for row in pedigree
    ]
    return Family(people, people[0].id)


def test_what_must_hold_holds_for_the_torture_set(shared: Path) -> None:
    """Nobody is drawn twice, but one man: the father of his own daughter's child."""
    copies = {}
    for name, people in torture(shared / "pedigree"):
        if len(people) < LARGE:
            layout = lay_out(people)
            check(people, layout)
            copies[name] = sum(place.copy > 0 for place in layout.places)

    assert {name: count for name, count in copies.items() if count} == {"ar_father_daughter": 1}


@pytest.mark.long
def test_what_must_hold_holds_for_the_large_families_of_the_torture_set(shared: Path) -> None:
    large = [people for _, people in torture(shared / "pedigree") if len(people) >= LARGE]

    assert len(large) > 3
    for people in large:
        layout = lay_out(people)
        check(people, layout)
        assert not any(place.copy for place in layout.places)


@st.composite
def families(draw_: st.DrawFn) -> Family:
    people: list[Person] = []
    for number in range(draw_(st.integers(1, 22))):
        people.append(draw_(_person(number, people)))
    return Family(people, draw_(st.sampled_from(people)).id)


@st.composite
def _person(draw_: st.DrawFn, number: int, people: list[Person]) -> Person:
    person = Person(f"p{number}", draw_(st.sampled_from([Sex.MALE, Sex.FEMALE])))
    men = [one for one in people if one.sex is Sex.MALE]
    women = [one for one in people if one.sex is Sex.FEMALE]
    kind = draw_(st.sampled_from(["founder", "child", "child", "sib", "sib", "twin", "one parent"]))
    sibs = [one for one in people if one.father or one.mother]
    if kind == "child" and men and women:
        person = replace(
            person, father=draw_(st.sampled_from(men)).id, mother=draw_(st.sampled_from(women)).id
        )
    if kind in ("sib", "twin") and sibs:
        sib = draw_(st.sampled_from(sibs))
        person = replace(person, father=sib.father, mother=sib.mother)
        if kind == "twin":
            person = replace(
                person, twin_of=sib.id, monozygotic=draw_(st.sampled_from([True, False, None]))
            )
    if kind == "one parent" and women:
        person = replace(person, mother=draw_(st.sampled_from(women)).id)
    if kind == "founder" and people:
        others = [one for one in people if one.sex is not person.sex]
        if others and draw_(st.booleans()):
            person = replace(person, partner_of=draw_(st.sampled_from(others)).id)
        if draw_(st.integers(0, 3)) == 0:
            person = replace(person, social_parents=(draw_(st.sampled_from(people)).id,))
    return replace(person, pregnant=person.sex is Sex.FEMALE and draw_(st.integers(0, 8)) == 0)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(families())
def test_what_must_hold_holds_for_any_family(people: Family) -> None:
    check(people, lay_out(people))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(families())
def test_any_family_can_be_drawn_on_paper(people: Family) -> None:
    """Everybody is in a part, every link in the part of the child."""
    paper = draw_on_paper(people, None, FOR_CLINICIANS, A4)

    told = "\n".join(drawing.alternative for drawing in paper.drawings)
    assert all(f"{person.id}: " in told for person in people)
    for drawing in paper.drawings:
        ElementTree.fromstring(drawing.svg)


# On paper ---------------------------------------------------------------------------------


def large_family(children: int) -> Family:
    """Return grandparents with so many children, each with a partner and two children."""
    people = [Person("gf", Sex.MALE), Person("gm", Sex.FEMALE)]
    for number in range(children):
        name = f"c{number}"
        people += [
            Person(name, Sex.FEMALE, "gf", "gm"),
            Person(f"{name}p", Sex.MALE),
            Person(f"{name}a", Sex.MALE, f"{name}p", name),
            Person(f"{name}b", Sex.FEMALE, f"{name}p", name),
        ]
    return Family(people, "c0a")


def test_a_small_family_stands_upright_in_one_piece() -> None:
    paper = draw_on_paper(large_family(3), None, FOR_CLINICIANS, A4)

    assert not paper.sideways
    assert len(paper.drawings) == 1
    assert paper.drawings[0].width <= A4.width


def test_a_wider_family_is_turned_sideways() -> None:
    paper = draw_on_paper(large_family(5), None, FOR_CLINICIANS, A4)

    assert paper.sideways
    assert len(paper.drawings) == 1
    assert paper.drawings[0].width <= A4.sideways_width


def test_a_large_family_is_drawn_in_parts_that_fit_and_name_each_other() -> None:
    people = large_family(15)

    paper = draw_on_paper(people, None, FOR_CLINICIANS, A4)

    assert len(people) == 62
    assert not paper.sideways
    assert len(paper.drawings) > 1
    assert all(drawing.width <= A4.width for drawing in paper.drawings)
    assert all(drawing.height <= A4.height for drawing in paper.drawings)
    assert all("see part" in drawing.svg for drawing in paper.drawings)
    assert not any("other parent not recorded" in drawing.svg for drawing in paper.drawings)
    told = "\n".join(drawing.alternative for drawing in paper.drawings)
    assert all(f"{person.id}: " in told for person in people)


# The image --------------------------------------------------------------------------------


def small_family() -> Family:
    people = family(
        "son",
        "grandfather M deceased",
        "grandmother F",
        "father M",
        "mother F of grandfather grandmother born 1959",
        "son M of father mother affected born 1983",
        "sister F of father mother born 1990",
        "twin F of father mother twin sister born 1990",
    )
    return Family(
        (
            replace(one, genotype=Genotype.HETEROZYGOUS) if one.id == "mother" else one
            for one in people
        ),
        "son",
    )


def decision(person: str, flag: Flag, priority: int = 0) -> Decision:
    return Decision(
        person, "", flag, (), "R", "", "", Fraction(1, 2), False, False, priority, False, None
    )


def plan(*decisions: Decision) -> Plan:
    return Plan(Pattern.XL_M, "", "", None, True, (), decisions)


def test_the_small_family_looks_as_it_looked() -> None:
    """Look at the new image before you replace the old one."""
    image = draw(small_family(), plan(decision("sister", Flag.TEST_OFFER, 2))).svg + "\n"

    assert GOLDEN.read_text("utf-8") == image


def test_the_same_family_gives_the_same_image() -> None:
    assert draw(wide_family(Sex.MALE)).svg == draw(wide_family(Sex.MALE)).svg


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_whatever_an_id_holds_it_is_only_text() -> None:
    nasty = "<b>&\"'</text>"
    people = Family([Person(nasty, Sex.MALE, birth=Birth(1980))], nasty)

    drawing = draw(people, plan())

    assert nasty in "".join(texts(drawing.svg))
    assert "<b>" not in drawing.svg
    root = ElementTree.fromstring(drawing.svg)
    assert f"{nasty}: proband, male, born 1980." in (root.findtext(f"{SVG}desc") or "")


def test_the_image_says_in_words_all_that_it_shows() -> None:
    drawing = draw(small_family(), plan(decision("sister", Flag.TEST_OFFER, 2)))

    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == (
        "Family tree: 7 people in 3 generations; proband son, marked with an arrow."
    )
    told = (root.findtext(f"{SVG}desc") or "").splitlines()
    assert [line.partition(":")[0] for line in told] == [
        "grandfather", "grandmother", "father", "mother", "son", "sister", "twin",
    ]  # fmt: skip
    assert told[3] == (
        "mother: mother, female, born 1959, test result heterozygous, child of grandfather and "
        "grandmother, partner of father."
    )
    assert told[5] == (
        "sister: sister, female, born 1990, child of father and mother, twin of twin, "
        "offer test, order 2."
    )


def test_for_a_pdf_the_title_says_everything() -> None:
    drawing = draw(small_family(), all_in_title=True)

    root = ElementTree.fromstring(drawing.svg)
    assert root.findtext(f"{SVG}title") == drawing.alternative
    assert root.find(f"{SVG}desc") is None


def test_the_drawing_for_the_family_holds_no_results_and_no_births() -> None:
    people = small_family()
    flags = plan(decision("mother", Flag.OBLIGATE, 1), decision("sister", Flag.TEST_NOW, 1))

    plain = draw(people, flags, show=FOR_THE_FAMILY)
    clinical = draw(people, flags, show=FOR_CLINICIANS)

    for word in ("het", "1959", "carries"):
        assert word in clinical.svg
        assert word not in plain.svg
    assert "test offered" in plain.svg
    assert "maternal grandfather" in plain.alternative


def test_the_key_names_the_symbols_that_are_used_and_no_others() -> None:
    both = texts(draw(family("a", "f M", "m F", "a F of f m affected")).svg)
    one = texts(draw(family("a", "m F deceased", "a F of - m")).svg)

    assert {"male", "female", "affected", "proband"} <= set(both)
    assert not {"deceased", "other parent not recorded"} & set(both)
    assert {"deceased", "other parent not recorded"} <= set(one)
    assert not {"male", "affected"} & set(one)


def test_no_letter_is_smaller_than_nine_points() -> None:
    svg = draw(wide_family(Sex.MALE)).svg

    assert re.findall(r'font-size="([\d.]+)"', svg) == ["9"]
    assert "scale(" not in svg


def test_labels_do_not_touch() -> None:
    """With every label at its widest, as narrow as columns can be."""
    svg = draw(wide_family(Sex.MALE), show=FOR_THE_FAMILY, within=100).svg
    rows: dict[str, list[tuple[float, float]]] = {}
    for group in ElementTree.fromstring(svg).iter(f"{SVG}g"):
        if group.get("class") != "person":
            continue
        for text in group.iter(f"{SVG}text"):
            if text.text and len(text.text) > 1:
                x, half = float(text.get("x", "0")), width_of(text.text) / 2
                rows.setdefault(text.get("y", ""), []).append((x - half, x + half))

    for row in rows.values():
        assert all(right[0] - left[1] > 2 for left, right in pairwise(sorted(row)))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("mother", 60, ("mother",)),
        ("maternal grandmother", 60, ("maternal", "grandmother")),
        ("MAT_AUNTS_DAUGHTER", 60, ("MAT_AUNTS_", "DAUGHTER")),
        ("AlexanderTeck", 50, ("Alexander", "Teck")),
        ("a1b2c3d4e5f6", 30, ("a1b2c3", "d4e5f6")),
        ("", 30, ()),
    ],
)
def test_text_is_broken_where_it_may_be(text: str, width: float, expected: tuple[str, ...]) -> None:
    assert wrapped(text, width) == expected


def test_what_is_recorded_of_a_person_is_seen_in_the_symbol() -> None:
    people = Family(
        [Person("a", Sex.MALE, affected=Affected.YES, alive=False), Person("b", Sex.FEMALE, "a")],
        "b",
    )

    svg = draw(people, plan(decision("a", Flag.TEST_NOW, 3))).svg

    groups = [g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.get("class") == "person"]
    man, woman = groups
    assert len(man.findall(f"{SVG}rect")) == 2
    assert [one.get("fill") for one in man.findall(f"{SVG}rect")] == ["#ffffff", "#17212b"]
    assert "3" in [one.text for one in man.findall(f"{SVG}text")]
    assert len(man.findall(f"{SVG}line")) == 1
    assert len(woman.findall(f"{SVG}circle")) == 1
    assert "P" in [one.text for one in woman.findall(f"{SVG}text")]


# In documents, and from the command line --------------------------------------------------

DEMO = HERE.parent.parent / "workflow" / "demo" / "DEMO-A.toml"


def basis() -> Basis:
    conclusion = conclude(load(DEMO))
    return Basis(
        conclusion.case,
        conclusion.plan,
        conclusion.statements,
        load_panel(),
        conclusion.facts,
        "software",
    )


def page(part: DrawingPart) -> str:
    from jinja2 import Environment, PackageLoader

    templates = Environment(loader=PackageLoader("templates", "."), autoescape=True)
    text = '{% from "parts/drawing.html" import drawing %}{{ drawing(part) }}'
    body = templates.from_string(text).render(part=part)
    return f'<html lang="en-GB"><head><title>Tree</title></head><body>{body}</body></html>'


def test_the_clinical_part_shows_the_finding_of_the_proband() -> None:
    part = drawing_part(basis())

    assert part.pictures[0].startswith("<svg")
    assert "hemi +" in part.pictures[0]
    assert "A-DA: daughter, female, born 2013, carries the variant" in part.pictures[0]


def test_the_plain_part_shows_relations_and_no_results() -> None:
    part = plain_drawing_part(basis())

    assert "maternal grandmother" in part.pictures[0]
    assert not any(word in part.pictures[0] for word in ("hemi", "carries", "1959"))


def test_the_template_places_the_image_unescaped() -> None:
    html = page(drawing_part(basis()))

    assert html.count("<figure>") == html.count("<svg ") == 1
    assert "&lt;svg" not in html


def test_a_family_too_large_for_pages_is_not_drawn_and_that_is_said() -> None:
    whole = basis()
    people = Family([*whole.case.family, *large_family(100)], whole.case.family.proband_id)

    part = drawing_part(replace(whole, case=replace(whole.case, family=people)))

    assert part.pictures == ()
    assert "This family of 412 people is too large to be drawn here." in page(part)


@pytest.mark.skipif(bool(pdf_problem()), reason="no PDF can be written on this machine")
def test_in_a_pdf_the_drawing_is_a_figure_with_the_whole_text() -> None:
    import pikepdf

    part = drawing_part(basis())
    with pikepdf.open(io.BytesIO(render_pdf(page(part)))) as pdf:
        told = [str(one["/Alt"]) for one in elements(pdf.Root.StructTreeRoot) if "/Alt" in one]

    assert len(told) == 1
    assert told[0].startswith("Family tree: 10 people in 4 generations; proband A-P")
    assert told[0].endswith("A-SO: son, male, born 2016, child of A-P and A-WI.")


def elements(element: Any) -> Iterator[Any]:
    """Yield every element of the structure of a PDF."""
    import pikepdf

    if isinstance(element, pikepdf.Dictionary):
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from elements(kid)


def test_the_command_writes_the_image(tmp_path: Path) -> None:
    assert run_draw(DEMO, tmp_path / "clinical.svg") == 0
    assert run_draw(DEMO, tmp_path / "plain.svg", asked=Asked(plain=True)) == 0

    assert "hemi +" in (tmp_path / "clinical.svg").read_text("utf-8")
    assert "hemi" not in (tmp_path / "plain.svg").read_text("utf-8")


def test_the_command_says_when_the_image_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        run_draw(DEMO, tmp_path / "no folder" / "tree.svg")


@pytest.mark.parametrize("name", ["family.ped", "case.toml"])
def test_the_image_never_takes_the_place_of_what_is_drawn(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    text = PED if name.endswith(".ped") else DEMO.read_text("utf-8")
    file.write_text(text, encoding="utf-8")
    (tmp_path / DEMO.with_suffix(".vcf").name).write_bytes(DEMO.with_suffix(".vcf").read_bytes())

    with pytest.raises(UsageError, match="take the place"):
        run_draw(file, file)
    assert file.read_text("utf-8") == text


PED = """\
one f 0 0 1 0
one m 0 0 2 0
one son f m 1 2
two x 0 0 2 0
"""


def test_the_command_draws_a_family_of_a_pedigree_file(tmp_path: Path) -> None:
    ped, output = tmp_path / "trees.ped", tmp_path / "tree.svg"
    ped.write_text(PED, "utf-8")

    assert run_draw(ped, output, asked=Asked(family="one", proband="son", numbers=True)) == 0

    svg = output.read_text("utf-8")
    assert "son: II-1, proband, male, affected, child of f and m." in svg
    assert {"I-1", "I-2", "II-1", "affected"} <= set(texts(svg))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(), "2 families are in this file, one is drawn; name it with --family: one, two"),
        (Asked(family="one", proband="sun"), "sun is not in the family; choose from: f, m, son"),
        (Asked(family="one", plain=True), "none is recorded; name one with --proband"),
    ],
)
def test_the_command_says_what_it_must_know_of_a_pedigree_file(
    tmp_path: Path, asked: Asked, said: str
) -> None:
    ped = tmp_path / "trees.ped"
    ped.write_text(PED, "utf-8")

    with pytest.raises(UsageError) as error:
        run_draw(ped, tmp_path / "tree.svg", asked=asked)

    assert said in str(error.value)
    assert not (tmp_path / "tree.svg").exists()


def test_the_command_leaves_the_family_of_a_case_to_the_case(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="for pedigree files"):
        run_draw(DEMO, tmp_path / "tree.svg", asked=Asked(family="one"))
