"""Why a relative is offered what, as a sentence for the clinic and one for the family."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its id, the professional and the plain sentence, and its source."""

    id: str
    professional: str
    plain: str
    source: str


@cache
def load_reasons() -> dict[str, Reason]:
    """Return all reasons by id, from `reasons.toml`."""
    text = resources.files("pedigrees").joinpath("reasons.toml").read_text("utf-8")
    rows = tomllib.loads(text)["reasons"]
    return {row["id"]: Reason(**row) for row in rows}
