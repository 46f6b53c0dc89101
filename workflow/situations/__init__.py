"""Fictitious cases, one for each situation that the documents have wording of their own for."""

from __future__ import annotations

from importlib import resources
from importlib.resources.abc import Traversable

SITUATIONS = (
    "one-finding",
    "several-findings",
    "none",
    "vus-only",
    "classes-differ",
    "disputed-gene",
    "protoporphyria",
    "single-recessive-allele",
    "male-heterozygote",
    "partly-assessed",
    "mosaic",
    "de-novo",
    "recessive",
    "ataxia",
    "hostile-names",
)


def case_file(situation: str) -> Traversable:
    """Return the case file of a situation."""
    return resources.files("workflow.situations").joinpath(f"{situation}.toml")
