"""The signs and symptoms (HPO terms) that the program reads, by id, with their labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from genetics.errors import KnowledgeInvalid
from genetics.toml_lines import check, parse_toml


@cache
def load_hpo_terms() -> Mapping[str, str]:
    """Return the labels by id, read from `hpo_terms.toml` beside this file."""
    from pydantic import BaseModel, ConfigDict

    class HpoTermFile(BaseModel):
        model_config = ConfigDict(strict=True, extra="forbid")

        release: date
        source: str
        terms: dict[str, str]

    name = "hpo_terms.toml"
    text = files("pedigrees.clinical").joinpath(name).read_text(encoding="utf-8")
    document = parse_toml(text, name, KnowledgeInvalid)
    return check(document, HpoTermFile, KnowledgeInvalid).terms


def what_is_wrong(term: str) -> tuple[str, str] | None:
    """Return what is wrong with an id and the remedy, None for a term that is known.

    * the label instead of the id: the id is named;
    * not of the form HP:0001903: the form is shown;
    * well formed and not among the terms: the nearest ids with their labels, to compare.
    """
    terms = load_hpo_terms()
    if term in terms:
        return None
    by_label = {label.casefold(): known for known, label in terms.items()}
    if named := by_label.get(term.strip().casefold()):
        return f'"{term}" is a label', f"write the id, {named}"
    if not re.fullmatch(r"HP:\d{7}", term):
        return f'"{term}" is not an HPO id', "write HP: and seven digits, as in HP:0001903"
    near = ", ".join(f"{one} {terms[one]}" for one in get_close_matches(term, terms, n=2))
    nearest = f"near it: {near}; " if near else ""
    remedy = f"{nearest}leave the term out if none of the {len(terms)} known terms is meant"
    return f"HPO term {term} is not known to this version", remedy
