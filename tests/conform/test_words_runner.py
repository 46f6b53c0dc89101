"""The runner of kin terms: what agrees, what does not, what it cannot read; the shared files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import words
from verbalisr_texts import claims_of, own_word

PEOPLE = [
    {"id": "gf", "sex": "M", "father": None, "mother": None},
    {"id": "gm-1", "sex": "F", "father": None, "mother": None},
    {"id": "m", "sex": "F", "father": "gf", "mother": "gm-1"},
    {"id": "u", "sex": "M", "father": "gf", "mother": "gm-1"},
    {"id": "c", "sex": "F", "father": None, "mother": "m", "mz_group": "t"},
    {"id": "t", "sex": "F", "father": None, "mother": "m", "mz_group": "t"},
    {"id": "w", "sex": "F", "father": None, "mother": None},
]
AVUNCULAR = "Avuncular: u is an uncle of c"


def verbalised(
    full: str = AVUNCULAR,
    path: str | None = "u-[gf,gm-1]-m-c",
    kinship: float = 0.125,
    pair: tuple[str, str] = ("u", "c"),
) -> dict[str, Any]:
    paths = {} if path is None else {"paths": [full, f"   {path}"]}
    expected = {"full": full, **paths}
    return {
        "id": "one",
        "pedigree": PEOPLE,
        "pair": pair,
        "expected": expected,
        "kinship_coefficient": kinship,
    }


def textbook(accept: str, person: str = "t", of: str = "c") -> dict[str, Any]:
    pair = {"person": person, "of": of, "accept": [accept]}
    return {"pedigree": PEOPLE, "partners": [["u", "w"]], "pairs": [pair]}


def run(folder: Path, content: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    file = folder / "pairs.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content))
    code = words.main([str(file)])
    return code, capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    "content",
    [
        [verbalised()],
        [verbalised(path=None)],
        [verbalised(pair=("c", "u"))],
        [verbalised("Lineal of degree 1: m is the mother of c", "[m]-c", 0.25, ("m", "c"))],
        [verbalised("Unrelated", None, 0, ("c", "w"))],
        textbook("identical twin sister"),
        textbook("Aunt by marriage", "w", "m")
        | {"pairs": [{"person": "w", "of": "c", "accept": ["x", "Aunt by marriage"]}]},
    ],
)
def test_what_agrees_passes(
    tmp_path: Path, content: object, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = run(tmp_path, content, capsys)

    assert (code, lines[-1]) == (0, "1 passed, 0 failed")
    assert lines[0].startswith("ok ")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ([verbalised(kinship=0.25)], "kinship 1/8, not 0.25"),
        ([verbalised("Avuncular: u is an aunt of c")], "u is uncle, not aunt"),
        ([verbalised("Half-avuncular: u is a half-uncle of c", None)], "not 1 of half 1/2"),
        (
            [verbalised("Full siblings", None)],
            "not 1 of full 1/1 generations (degree 1, removal 0)",
        ),
        ([verbalised("First cousins twice removed", None)], "not 1 of full 2/4 generations"),
        ([verbalised("Unrelated", None)], "1 and not 0 of full 1/2"),
        ([verbalised(path="u-[gf]-m-c")], "the people on the ways differ"),
        ([verbalised("Double first cousins", "u-[gf,gm-1]-m-c")], "has 1 paths"),
        ([verbalised("Great pals", None)], "is not understood"),
        ([verbalised(path="u-[gf,nobody]-m-c")], "is not understood"),
        ([verbalised(pair=("u", "nobody"))], "KeyError"),
        (["no pair"], "malformed"),
        (textbook("sister"), "is not accepted"),
        ({"pedigree": PEOPLE}, "no pairs in a format that is known"),
        ([], "no pairs in a format that is known"),
        ("{", "cannot be read"),
    ],
)
def test_what_differs_or_cannot_be_read_fails_with_its_reason(
    tmp_path: Path, content: object, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = run(tmp_path, content, capsys)

    assert (code, lines[-1]) == (1, "0 passed, 1 failed")
    assert lines[0].startswith("FAIL ")
    assert why in lines[0]


@pytest.mark.parametrize(
    ("text", "near", "far", "full", "times"),
    [
        ("Lineal of degree 4: 1 is a great-great-grandfather of 15", 0, 4, False, 1),
        ("Half siblings", 1, 1, False, 1),
        ("Half-great-grand-avuncular: 5 is a half-great-grandaunt of 14", 1, 4, False, 1),
        ("Quadruple half first cousins", 2, 2, False, 4),
        ("Double third cousins three times removed", 4, 7, True, 2),
        ("12'th cousins twice removed", 13, 15, True, 1),
    ],
)
def test_the_headings_of_verbalisr(text: str, near: int, far: int, full: bool, times: int) -> None:
    (claim,) = claims_of({"full": text}, ())

    assert (claim.near, claim.far, claim.full, claim.times) == (near, far, full, times)


def test_their_grandaunt_is_our_great_aunt() -> None:
    assert own_word("half-great-grandaunt") == "half-great-great-aunt"


def test_a_wrong_call_says_what_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words.main([]) == 2
    assert words.main([str(tmp_path / "missing.json")]) == 2
    assert words.main([str(tmp_path)]) == 2
    assert "PATH" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["verbalisr_pairs.json", "textbook_pairs.json"])
def test_the_shared_pairs_agree(
    name: str, shared: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert words.main([str(shared / "pedigree" / name)]) == 0
    assert capsys.readouterr().out.endswith(" passed, 0 failed\n")
