"""The symbols: what each thing that is recorded of a person looks like, and what the key says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from everything import decision, everything, plan_for_everything
from families import family

from genetics.inheritance import Sex
from pedigrees.drawing.lettering import SIZE, width_of
from pedigrees.drawing.parts import Paper, draw_on_paper
from pedigrees.drawing.show import FOR_CLINICIANS, FOR_THE_FAMILY, as_shown
from pedigrees.drawing.svg import draw
from pedigrees.family import Family
from pedigrees.people import (
    Adoption,
    Affected,
    Condition,
    Gender,
    Genotype,
    NoChildren,
    Outcome,
    Person,
)
from pedigrees.plan import Flag
from reports.render import pdf_problem

SVG = "{http://www.w3.org/2000/svg}"
GOLDEN = Path(__file__).parent / "drawings" / "everything.svg"
NUMBERED = replace(FOR_CLINICIANS, numbers=True)
INK, PAPER = "#17212b", "#ffffff"
MAN, WOMAN, UNKNOWN = Sex.MALE, Sex.FEMALE, Sex.UNKNOWN


# Symbol by symbol -------------------------------------------------------------------------


def people_of(svg: str) -> dict[str, Element]:
    """Return the group of each person, by the id in its title."""
    groups = [g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.get("class") == "person"]
    return {(group.findtext(f"{SVG}title") or "").partition(":")[0]: group for group in groups}


def parts_of(group: Element) -> list[str]:
    """Return what a person is drawn with, in order, each element as a word or two."""
    return [word for element in group if (word := _word(element))]


def _word(element: Element) -> str:
    name = element.tag.removeprefix(SVG)
    if name in ("title", "text"):
        return element.text or "" if name == "text" else ""
    if name == "line":
        return "line"
    filled = {INK: "full ", PAPER: "", "none": ""}[element.get("fill", "none")]
    if name == "circle":
        return f"{filled}circle" if float(element.get("r", "0")) > 10 else f"{filled}dot"
    if name == "polygon":
        corners = len((element.get("points") or "").split())
        return f"{filled}{ {3: 'triangle', 4: 'diamond'}.get(corners, 'area') }"
    return f"{filled}{ {'rect': 'square', 'polyline': 'bracket'}[name] }"


def alone(**changes: object) -> Family:
    """Return a family of one person, who is not the proband."""
    return Family([replace(Person("a", MAN), **changes)], "")  # type: ignore[arg-type]


SYMBOLS: list[tuple[str, dict[str, object], list[str]]] = [
    ("male", {}, ["square", "a"]),
    ("female", {"sex": WOMAN}, ["circle", "a"]),
    ("sex not recorded", {"sex": UNKNOWN}, ["diamond", "a"]),
    ("a man as assigned at birth", {"gender": Gender.MAN}, ["square", "a"]),
    ("a woman, assigned male at birth", {"gender": Gender.WOMAN}, ["circle", "a", "AMAB"]),
    ("a man, assigned female at birth", {"sex": WOMAN, "gender": Gender.MAN}, ["square", "a", "AFAB"]),
    ("nonbinary, sex not recorded", {"sex": UNKNOWN, "gender": Gender.NONBINARY}, ["diamond", "a", "UAAB"]),
    ("affected", {"affected": Affected.YES}, ["full square", "a"]),
    ("deceased", {"alive": False}, ["square", "line", "a"]),
    ("a carrier", {"sex": WOMAN, "genotype": Genotype.HETEROZYGOUS}, ["circle", "full dot", "a", "het +"]),
    ("not detected", {"genotype": Genotype.NOT_DETECTED}, ["square", "a", "not detected"]),
    ("presymptomatic", {"genotype": Genotype.HEMIZYGOUS, "affected": Affected.NO}, ["square", "line", "a", "hemi +"]),
    ("the genotype of the disease, signs unknown", {"genotype": Genotype.HEMIZYGOUS}, ["square", "full dot", "a", "hemi +"]),
    ("stillborn", {"outcome": Outcome.STILLBIRTH, "alive": False}, ["square", "line", "a", "SB"]),
    ("a pregnancy", {"outcome": Outcome.PREGNANCY}, ["square", "P", "a"]),
    ("a carrier before birth", {"sex": WOMAN, "outcome": Outcome.PREGNANCY, "genotype": Genotype.HETEROZYGOUS}, ["circle", "full dot", "P", "a", "het +"]),
    ("affected before birth", {"outcome": Outcome.PREGNANCY, "affected": Affected.YES}, ["full square", "dot", "P", "a"]),
    ("miscarriage", {"outcome": Outcome.MISCARRIAGE, "alive": False}, ["triangle", "a", "miscarriage", "male"]),
    ("termination", {"sex": UNKNOWN, "outcome": Outcome.TERMINATION, "alive": False}, ["triangle", "line", "a", "termination"]),
    ("ectopic", {"sex": UNKNOWN, "outcome": Outcome.ECTOPIC, "alive": False}, ["triangle", "a", "ECT"]),
    ("adopted", {"adopted": Adoption.OUT}, ["square", "bracket", "bracket", "a"]),
    ("donor", {"donor": True}, ["square", "D", "a"]),
    ("surrogate", {"sex": WOMAN, "surrogate": True}, ["circle", "S", "a"]),
    ("donor and surrogate", {"sex": WOMAN, "surrogate": True, "donor": True}, ["circle", "D", "a"]),
    ("consultand", {"consultand": True}, ["square", "line", "full triangle", "a"]),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "expected"), [one[1:] for one in SYMBOLS], ids=[one[0] for one in SYMBOLS])  # fmt: skip
def test_what_is_recorded_is_drawn(changes: dict[str, object], expected: list[str]) -> None:
    assert parts_of(people_of(draw(alone(**changes)).svg)["a"]) == expected


def test_the_proband_has_the_arrow_with_p_and_no_second_one() -> None:
    svg = draw(Family([Person("a", MAN, consultand=True)], "a")).svg

    assert parts_of(people_of(svg)["a"]) == ["square", "line", "full triangle", "P", "a"]


def test_who_carries_by_position_has_the_dot_and_the_word() -> None:
    people = family("s", "m F", "s M of - m")

    svg = draw(
        people, replace(plan_for_everything(), decisions=(decision("m", Flag.OBLIGATE),))
    ).svg

    assert parts_of(people_of(svg)["m"])[1:] == ["circle", "full dot", "m", "obligate", "counsel"]


# Several conditions -----------------------------------------------------------------------

NAMES = ("gout", "asthma", "epilepsy", "diabetes")


def with_conditions(affected: bool, number: int) -> Family:
    told = tuple(Condition(name) for name in NAMES[:number])
    status = Affected.YES if affected else Affected.UNKNOWN
    return Family([Person("a", MAN, affected=status, conditions=told)], "")


@pytest.mark.parametrize(
    ("affected", "number", "borders"),
    [(False, 1, 0), (True, 1, 2), (False, 2, 2), (True, 2, 4), (True, 3, 4), (True, 4, 4)],
)
def test_each_condition_has_its_part_of_the_symbol(
    affected: bool, number: int, borders: int
) -> None:
    group = people_of(draw(with_conditions(affected, number)).svg)["a"]

    from_middle = [
        one for one in group.iter(f"{SVG}line") if (one.get("x1"), one.get("y1")) == middle(group)
    ]
    assert len(from_middle) == borders
    assert len([one for one in parts_of(group) if one == "full diamond"]) == int(affected)


def middle(group: Element) -> tuple[str, str]:
    square = group.find(f"{SVG}rect")
    assert square is not None
    x, y, side = (float(square.get(key, "0")) for key in ("x", "y", "width"))
    return tuple(f"{value + side / 2:.2f}".rstrip("0").rstrip(".") for value in (x, y))  # type: ignore[return-value]


def test_a_condition_without_a_pattern_or_with_an_age_is_written_beneath() -> None:
    told = (*(Condition(name) for name in NAMES), Condition("gout", 40))
    svg = draw(Family([Person("a", MAN, conditions=told)], "")).svg

    label = parts_of(people_of(svg)["a"])
    assert label[label.index("a") :] == ["a", "diabetes", "gout at 40"]


def test_the_same_condition_has_the_same_pattern_in_every_part_of_a_family() -> None:
    """Whatever the person has besides: patterns are those of the family, not of the symbol."""
    people = Family(
        [
            Person("a", MAN, conditions=(Condition("gout"), Condition("asthma"))),
            Person("b", MAN, conditions=(Condition("asthma"),)),
        ],
        "a",
    )

    key = dict(entries(draw(people).svg))
    lines = {
        one.get("y1") == one.get("y2")
        for one in people_of(draw(people).svg)["b"].iter(f"{SVG}line")
    }
    assert set(key) >= {"gout", "asthma"}
    assert lines == {True}


# Lines ------------------------------------------------------------------------------------


def dashes(svg: str) -> set[str]:
    lines = ElementTree.fromstring(svg).find(f".//{SVG}g[@class='lines']")
    assert lines is not None
    return {one.get("stroke-dasharray", "") for one in lines}


def test_adopted_in_hangs_by_a_dashed_line_and_adopted_out_by_both() -> None:
    couples = [Person("f", MAN), Person("m", WOMAN), Person("g", MAN), Person("h", WOMAN)]
    into = Person("a", MAN, social_parents=("g", "h"), adopted=Adoption.INTO)
    out = Person("b", MAN, "f", "m", social_parents=("g", "h"), adopted=Adoption.OUT)

    assert dashes(draw(Family([*couples[2:], Person("c", MAN, "g", "h"), into], "c")).svg) == {
        "",
        "4 3",
    }
    svg = draw(Family([*couples, out], "b")).svg
    assert dashes(svg) == {"", "4 3"}
    assert "b: proband, male, child of f and m, adopted out, dashed line to g and h" in svg


def test_a_surrogate_is_joined_to_the_child_she_carried_and_is_no_parent() -> None:
    child = Person("c", WOMAN, "f", "m", carried_by="s")
    people = Family([*family("f", "f M", "m F"), child, Person("s", WOMAN, surrogate=True)], "c")

    drawing = draw(people)

    assert dashes(drawing.svg) == {"", "7 2.5 1.4 2.5"}
    assert "other parent not recorded" not in drawing.svg
    assert "Drawn apart" not in drawing.svg
    assert "child of f and m, carried by s." in drawing.alternative


def test_a_donor_is_a_parent_and_no_partner() -> None:
    people = [Person("d", MAN, donor=True), Person("m", WOMAN), Person("c", WOMAN, "d", "m")]

    by_donation = draw(Family(people, "c"))
    partners = draw(Family([replace(people[0], partner_of="m"), *people[1:]], "c"))

    assert "1.4 2.4" in dashes(by_donation.svg)
    assert "child of d and m" in by_donation.alternative
    assert "partner of" not in by_donation.alternative
    assert dashes(partners.svg) == {""}
    assert "partner of m" in partners.alternative


def test_a_pregnancy_that_is_entered_as_a_person_is_drawn_once() -> None:
    people = family("m", "f M", "m F partner f pregnant")
    entered = Person("x", UNKNOWN, "f", "m", outcome=Outcome.PREGNANCY)

    svg = draw(Family([*people, entered], "m")).svg

    assert [one for one in people_of(svg) if one.startswith("Pregnancy")] == []
    assert parts_of(people_of(svg)["x"]) == ["diamond", "P", "x"]


@pytest.mark.parametrize(
    ("his", "hers", "beneath_symbols"),
    [
        (NoChildren.BY_CHOICE, None, 0),
        (NoChildren.INFERTILITY, NoChildren.INFERTILITY, 0),
        (NoChildren.BY_CHOICE, NoChildren.INFERTILITY, 2),
    ],
)
def test_no_children_is_drawn_beneath_the_couple_or_else_beneath_the_symbol(
    his: NoChildren | None, hers: NoChildren | None, beneath_symbols: int
) -> None:
    couple = [
        Person("a", MAN, no_children=his),
        Person("b", WOMAN, partner_of="a", no_children=hers),
    ]

    groups = people_of(draw(Family(couple, "")).svg)

    lower = [group for group in groups.values() if label_top(group) > 36]
    assert len(lower) == beneath_symbols


def label_top(group: Element) -> float:
    """Return how far below the middle of the symbol the label begins."""
    (text,) = [one for one in group.iter(f"{SVG}text") if one.text in ("a", "b")]
    shape = next(one for one in group if one.tag in (f"{SVG}rect", f"{SVG}circle"))
    y = float(shape.get("cy", "0")) or float(shape.get("y", "0")) + 11
    return float(text.get("y", "0")) - y


# The key ----------------------------------------------------------------------------------


def entries(svg: str) -> list[tuple[str, str]]:
    """Return the meanings in the key, each with its picture."""
    root = ElementTree.fromstring(svg)
    key = root.findall(f"{SVG}g")[1]
    pictures = [ElementTree.tostring(one, "unicode") for one in key.findall(f"{SVG}g")]
    meanings = [one.text or "" for one in key.findall(f"{SVG}text")]
    return list(zip(meanings, pictures, strict=True))


def test_the_key_of_everything_names_everything_once() -> None:
    svg = draw(everything(), plan_for_everything()).svg

    assert [meaning for meaning, _ in entries(svg)] == [
        "man, or male",
        "woman, or female",
        "nonbinary, or not recorded",
        "affected",
        "diabetes",
        "gout",
        "epilepsy",
        "carries the variant (by test or by position)",
        "has the genotype of the disease by test, no signs so far",
        "deceased",
        "proband",
        "asks for advice (consultand)",
        "on the screening list; the number is the order",
        "adopted or recorded without a genetic link",
        "pregnancy",
        "pregnancy that was lost",
        "pregnancy that was ended",
        "donor",
        "surrogate",
        "adopted in",
        "adopted out",
        "assigned male at birth",
        "assigned female at birth",
        "stillbirth",
        "ectopic pregnancy",
        "carries by the place in the tree, not tested",
        "parents without a genetic link",
        "child by donation, not partners",
        "carried by this surrogate",
        "other parent not recorded",
        "identical twins",
        "no children by choice",
        "infertility",
    ]


def test_no_two_meanings_have_the_same_picture() -> None:
    pictures = [picture for _, picture in entries(draw(everything(), plan_for_everything()).svg)]

    bare = [re.sub(r'transform="[^"]*"', "", picture) for picture in pictures]
    assert len(set(bare)) == len(bare)


CARRIES = "carries the variant (by test or by position)"
KEYS = {
    "male": ["male"],
    "female": ["female"],
    "sex not recorded": ["sex not recorded"],
    "a man as assigned at birth": ["male"],
    "a woman, assigned male at birth": ["woman, or female", "assigned male at birth"],
    "a man, assigned female at birth": ["man, or male", "assigned female at birth"],
    "nonbinary, sex not recorded": [
        "nonbinary, or not recorded",
        "sex at birth not assigned or not recorded",
    ],
    "affected": ["male", "affected"],
    "deceased": ["male", "deceased"],
    "a carrier": ["female", CARRIES],
    "not detected": ["male"],
    "presymptomatic": ["male", "has the genotype of the disease by test, no signs so far"],
    "the genotype of the disease, signs unknown": ["male", CARRIES],
    "stillborn": ["male", "deceased", "stillbirth"],
    "a pregnancy": ["male", "pregnancy"],
    "a carrier before birth": ["female", CARRIES, "pregnancy"],
    "affected before birth": ["male", "affected", "pregnancy"],
    "miscarriage": ["pregnancy that was lost"],
    "termination": ["pregnancy that was ended"],
    "ectopic": ["pregnancy that was lost", "ectopic pregnancy"],
    "adopted": ["male", "adopted out"],
    "donor": ["male", "donor"],
    "surrogate": ["female", "surrogate"],
    "donor and surrogate": ["female", "donor"],
    "consultand": ["male", "asks for advice (consultand)"],
}


@pytest.mark.parametrize(("name", "changes"), [one[:2] for one in SYMBOLS])
def test_the_key_holds_exactly_what_is_used(name: str, changes: dict[str, object]) -> None:
    assert [meaning for meaning, _ in entries(draw(alone(**changes)).svg)] == KEYS[name]


def test_a_long_name_of_a_condition_is_broken_in_the_key() -> None:
    name = "a condition with a name that is far longer than any line of a key can be " * 4

    drawing = draw(with_named(name.strip()))

    root = ElementTree.fromstring(drawing.svg)
    key = root.findall(f"{SVG}g")[1].findall(f"{SVG}text")
    assert " ".join(one.text or "" for one in key).endswith(name.strip())
    assert all(float(one.get("x", "0")) + width_of(one.text or "") <= drawing.width for one in key)
    assert max(float(one.get("y", "0")) for one in key) + 40 < drawing.height


def with_named(name: str) -> Family:
    return Family([Person("a", MAN, conditions=(Condition(name),))], "")


# Numbers ----------------------------------------------------------------------------------


def test_numbers_count_each_generation_from_left_to_right() -> None:
    people = family("a", "f M", "m F", "a F of f m", "b M of f m")

    told = draw(people, show=NUMBERED).alternative
    bare = draw(people).alternative

    assert re.findall(r"(\w): (\w+-\d)", told) == [
        ("f", "I-1"), ("m", "I-2"), ("a", "II-1"), ("b", "II-2"),
    ]  # fmt: skip
    assert "I-1" not in bare


def test_the_parts_of_a_large_family_keep_the_numbers_of_the_whole() -> None:
    people = [Person("gf", MAN), Person("gm", WOMAN)]
    for index in range(9):
        people += [
            Person(f"c{index}", WOMAN, "gf", "gm"),
            Person(f"p{index}", MAN),
            Person(f"k{index}", MAN, f"p{index}", f"c{index}"),
            Person(f"l{index}", MAN, f"p{index}", f"c{index}"),
        ]
    whole = Family(people, "k0")

    parts = draw_on_paper(whole, None, NUMBERED, Paper(476, 610, 300, 300)).drawings

    numbers: dict[str, set[str]] = {}
    for part in parts:
        for name, number in re.findall(r"^(\w+): ([IVX]+-\d+)", part.alternative, re.MULTILINE):
            numbers.setdefault(name, set()).add(number)
    assert len(parts) > 1
    assert len(numbers) == len(whole)
    assert all(len(one) == 1 for one in numbers.values())
    assert len(set.union(*numbers.values())) == len(whole)


# The plain drawing ------------------------------------------------------------------------

PRIVATE = (
    "diabetes", "gout", "epilepsy", "asthma", "het", "hemi", "detected", "1958", "b. ", "AFAB",
    "AMAB", "birth", "nonbinary", "LOST", "termination", "miscarriage", "ECT", "SB", "DONOR",
    "donor", "donation", "SURROGATE", "surrogate", "carried", "infertility", "by choice",
    "adopted in", "adopted out", "advice", "consultand", "carries", "obligate", "genotype",
)  # fmt: skip


def test_the_plain_drawing_tells_nothing_that_is_private() -> None:
    plain = draw(everything(), plan_for_everything(), show=FOR_THE_FAMILY)
    clinical = draw(everything(), plan_for_everything(), show=FOR_CLINICIANS)

    assert [word for word in PRIVATE if word in plain.svg + plain.alternative] == []
    assert [word for word in PRIVATE if word not in clinical.svg] == []


def test_the_plain_drawing_on_paper_is_of_the_same_people() -> None:
    paper = draw_on_paper(
        everything(), plan_for_everything(), FOR_THE_FAMILY, Paper(476, 610, 722, 380)
    )

    told = "\n".join(drawing.svg for drawing in paper.drawings)
    assert [word for word in PRIVATE if word in told] == []


def test_without_what_is_private_the_plain_drawing_is_the_same() -> None:
    """Conditions, gender, history: a family that never had them is drawn to the letter alike."""
    kept = as_shown(everything(), FOR_THE_FAMILY)

    one, other = (draw(each, show=FOR_THE_FAMILY).svg for each in (everything(), kept))
    assert one == other


def test_a_donor_who_is_a_relative_stays_in_the_plain_drawing_without_the_letter() -> None:
    people = [
        *family("p", "gf M", "gm F", "p F of gf gm", "s F"),
        Person("d", MAN, "gf", "gm", donor=True),
        Person("c", WOMAN, "d", "s"),
    ]

    svg = draw(Family(people, "p"), show=FOR_THE_FAMILY).svg

    assert parts_of(people_of(svg)["d"]) == ["square", "d", "brother"]


def test_the_proband_is_drawn_whatever_became_of_the_pregnancy() -> None:
    lost = Person("x", MAN, "f", "m", alive=False, outcome=Outcome.STILLBIRTH)

    svg = draw(Family([*family("f", "f M", "m F"), lost], "x"), show=FOR_THE_FAMILY).svg

    assert "person tested" in svg
    assert "stillbirth" not in svg


def test_in_the_plain_drawing_neither_sex_nor_gender_is_told_where_they_differ() -> None:
    people = family("p", "f M", "m F", "p F of f m")
    sib = Person("s", WOMAN, "f", "m", gender=Gender.MAN)

    plain = draw(Family([*people, sib], "p"), show=FOR_THE_FAMILY)
    clinical = draw(Family([*people, sib], "p"))

    assert parts_of(people_of(plain.svg)["s"]) == ["diamond", "s", "sib"]
    assert "s: brother, man, assigned female at birth" in clinical.alternative


# The image of everything ------------------------------------------------------------------


def test_everything_looks_as_it_looked() -> None:
    """Look at the new image before you replace the old one."""
    image = draw(everything(), plan_for_everything(), show=NUMBERED).svg + "\n"

    assert GOLDEN.read_text("utf-8") == image


def test_each_person_is_told_in_a_sentence_that_the_description_repeats() -> None:
    root = ElementTree.fromstring(draw(everything(), plan_for_everything()).svg)

    titles = [
        group.findtext(f"{SVG}title") or ""
        for group in root.iter(f"{SVG}g")
        if group.get("class") == "person"
    ]
    told = (root.findtext(f"{SVG}desc") or "").splitlines()
    assert root.get("role") == "img"
    assert sorted(titles) == sorted(told)
    assert all(title.endswith(".") for title in titles)
    assert (
        "SON: proband, male, born 1983, affected, gout, epilepsy, diabetes, asthma, test result "
        "hemizygous, child of FATHER and MOTHER, partner of PARTNER."
    ) in told
    assert (
        "UNCLE: maternal uncle, male, born 1960, recorded as not affected, test result hemizygous, "
        "has the genotype of the disease without signs, child of GRANDFATHER and GRANDMOTHER, "
        "partner of WIFE, no children by choice."
    ) in told


def test_every_letter_and_line_stands_out_and_nothing_is_told_by_colour() -> None:
    """Two colours, whose contrast is at least 4.5 to 1 (WCAG 2.1, 1.4.3)."""
    svg = draw(everything(), plan_for_everything()).svg

    used = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert used == {INK, PAPER, "none"}
    assert (luminance(PAPER) + 0.05) / (luminance(INK) + 0.05) >= 4.5
    assert "opacity" not in svg


def luminance(colour: str) -> float:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_no_letter_is_smaller_than_nine_points_and_none_stands_on_another() -> None:
    svg = draw(everything(), plan_for_everything(), show=NUMBERED).svg

    assert {float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)} == {SIZE} == {9.0}
    assert "scale(" not in svg
    boxes = [box for group in people_of(svg).values() for box in boxes_of(group)]
    assert not [(a[0], b[0]) for a, b in combinations(boxes, 2) if overlap(a[1], b[1])]


Box = tuple[float, float, float, float]


def boxes_of(group: Element) -> list[tuple[str, Box]]:
    boxes = []
    for text in group.iter(f"{SVG}text"):
        words = text.text or ""
        half = width_of(words, bold=text.get("font-weight") == "600") / 2 if len(words) > 1 else 3.2
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        boxes.append((words, (x - half, y - 6.2, x + half, y)))
    return boxes


def overlap(one: Box, other: Box) -> bool:
    across = one[0] < other[2] and other[0] < one[2]
    return across and one[1] < other[3] and other[1] < one[3]


@pytest.mark.skipif(bool(pdf_problem()), reason="no PDF can be written on this machine")
def test_the_pdf_holds_the_same_words_as_the_image() -> None:
    import pikepdf
    import weasyprint

    drawing = draw(everything(), plan_for_everything(), show=NUMBERED)
    page = f"@page {{ size: {drawing.width + 20}pt {drawing.height + 20}pt; margin: 10pt }}"
    html = f"<html><style>{page} body {{ margin: 0 }}</style><body>{drawing.svg}</body></html>"
    stored = weasyprint.HTML(string=html).write_pdf()

    with pikepdf.open(io.BytesIO(stored or b"")) as pdf:
        assert len(pdf.pages) == 1
        shown = pikepdf.parse_content_stream(pdf.pages[0])
    written = sum(str(one.operator) in ("Tj", "TJ") for one in shown)
    assert written >= len(re.findall("<text", drawing.svg))
