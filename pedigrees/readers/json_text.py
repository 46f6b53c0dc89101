"""Reads JSON files as our models, and says for all that is wrong in one where it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.toml_lines import KeyPath, TomlDocument, mistakes_in

if TYPE_CHECKING:
    from pydantic import BaseModel

    M = TypeVar("M", bound=BaseModel)


def json_object(text: str, shown: str) -> dict[str, Any]:
    """Return the object that a text holds as JSON. Raises InputRejected with the line."""
    try:
        values = json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as problem:
        what = f"is not valid JSON: {problem.msg[:1].lower()}{problem.msg[1:]}"
        place = f"column {problem.colno}"
        mistake = Mistake(what, "correct it", shown, problem.lineno, place)
        raise InputRejected(mistake) from None
    except (ValueError, RecursionError) as problem:
        what = str(problem) if isinstance(problem, ValueError) else "lists stand too deep in lists"
        raise cannot_read(shown, f"cannot be read as JSON: {what[:100]}", "correct it") from None
    if not isinstance(values, dict):
        raise cannot_read(shown, "is a list or a value, not an object", "begin with {")
    return values


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; of a key that stands twice the first value would be lost in silence."""
    values = dict(pairs)
    if len(values) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return values


def validated(document: TomlDocument, model: type[M]) -> M:
    """Return the values as `model`. Raises InputRejected with all mistakes and their places.

    JSON is written on lines of anybody's choice: a mistake names the place, and no line.
    """
    from pydantic import ValidationError

    if halves := [_half_mistake(document, path) for path in _halves(document.values)]:
        raise InputRejected(halves)
    try:
        return model.model_validate_json(json.dumps(document.values))
    except ValidationError as problem:
        found = mistakes_in(document, problem, model)
        raise InputRejected([replace(mistake, line=None) for mistake in found]) from None
    except (ValueError, RecursionError) as problem:
        what = f"cannot be read: {str(problem)[:100]}"
        raise cannot_read(document.file, what, "correct it") from None


def _halves(values: dict[str, Any]) -> Iterator[KeyPath]:
    """Yield the places of texts and keys with half a character (a surrogate without another).

    JSON can write one as an escape, and no text can hold it: nothing else could be read.
    """
    waiting: list[tuple[KeyPath, Any]] = [((), values)]
    while waiting:
        path, here = waiting.pop()
        inside: list[tuple[KeyPath, Any]] = []
        if isinstance(here, str) and _HALF.search(here):
            yield path
        elif isinstance(here, list):
            inside = [((*path, number), one) for number, one in enumerate(here)]
        elif isinstance(here, dict):
            inside = [((*path, key), one) for key, one in here.items()]
            for key in here:
                if _HALF.search(key):
                    yield (*path, key)
        waiting += reversed(inside)


_HALF = re.compile("[\ud800-\udfff]")


def _half_mistake(document: TomlDocument, path: KeyPath) -> Mistake:
    what = "holds half of a character (a surrogate without the other)"
    return Mistake(what, "write the whole character", document.file, None, document.place_of(path))
