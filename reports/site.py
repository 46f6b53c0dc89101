"""What a clinic or laboratory sets once for all its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from genetics.phrases import ENGLISH
from pedigrees.case import SiteSettings


class Paper(StrEnum):
    """Paper that documents are laid out for."""

    A4 = "A4"
    LETTER = "Letter"


@dataclass(frozen=True, slots=True)
class Site:
    """One clinic or laboratory: who it is, and how its documents look and speak.

    `logo` is a data URI or "", `left_out` names optional sections that are switched off
    ("counselling.drawing"), `phrases` holds the clinic's own wordings by phrase id, ready to
    have their gaps filled, `settings` those that rules refer to. What a case file states
    itself goes before what stands here.
    """

    name: str = ""
    lines: tuple[str, ...] = ()
    contact: str = ""
    logo: str = ""
    accreditation: str = ""
    signatories: tuple[str, ...] = ()
    paper: Paper = Paper.A4
    left_out: frozenset[str] = frozenset()
    phrases: Mapping[str, str] = field(default_factory=dict)
    language: str = ENGLISH
    settings: SiteSettings = field(default_factory=SiteSettings)
