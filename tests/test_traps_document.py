"""docs/traps.md: each trap has a test, and each test that is named there exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
TEXT = (REPOSITORY / "docs/traps.md").read_text(encoding="utf-8")
HEADS = {"what happened there", "---"}
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def rows() -> list[list[str]]:
    """Return the cells of each row of the page's tables."""
    lines = [line for line in TEXT.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if row[0] not in HEADS]


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests of one file, without importing it."""
    path = REPOSITORY / file
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module([], [])
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", rows(), ids=[row[0][:40] for row in rows()])
def test_a_trap_says_what_is_done_and_which_tests_hold_it(row: list[str]) -> None:
    there, here, held = row
    named = TEST.findall(held)

    assert there
    assert here
    assert named
    assert "; ".join(f"`{file}::{test}`" for file, test in named) == held
    assert [f"{file}::{test}" for file, test in named if test not in names_in(file)] == []


def test_no_trap_stands_twice() -> None:
    there = [row[0] for row in rows()]

    assert len(set(there)) == len(there) >= 45
