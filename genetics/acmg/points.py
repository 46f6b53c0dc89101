"""The point scale: what each criterion weighs, and which class a sum of points leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from genetics.acmg.criteria import Strength
from genetics.classification import Classification
from genetics.errors import KnowledgeInvalid
from genetics.toml_lines import check, nearest, parse_toml

if TYPE_CHECKING:
    from genetics.acmg.points_schema import PointsFile

FILE = "genetics/acmg/points.toml"


@dataclass(frozen=True, slots=True)
class InTrans:
    """How much a second change of the gene weighs (PM3), and which strength its sum has."""

    in_trans: float
    unknown_with_pathogenic: float
    unknown_with_likely_pathogenic: float
    homozygous: float
    supporting_from: float
    moderate_from: float
    source: str


@dataclass(frozen=True, slots=True)
class DeNovo:
    """What the mother's reads must show before a change may be called new (PS2, PM6)."""

    least_depth: int
    share_below: float
    source: str


@dataclass(frozen=True, slots=True)
class PointScale:
    """Codes with their strength, points, classes, and pairs of criteria.

    `strengths` holds every code of ACMG/AMP with the strength of its letters; `retired` those
    that are never used, with the reason. Of a pair `counted_once` the second has no points.
    """

    framework: str
    source: str
    points: Mapping[Strength, int]
    least: tuple[tuple[Classification, int], ...]
    strengths: Mapping[str, Strength]
    retired: Mapping[str, str]
    contradictions: tuple[tuple[str, str], ...]
    counted_once: tuple[tuple[str, str], ...]
    in_trans: InTrans
    de_novo: DeNovo

    def of(self, code: str, strength: Strength) -> int:
        """Return the signed points of a criterion that is met.

        Supporting 1, moderate 2, strong 4, very strong 8; negative for a benign one. A
        stand-alone criterion (BA1) decides by itself and has no points.
        """
        points = self.points.get(strength, 0)
        return -points if code.startswith("B") else points

    def class_for(self, points: int) -> Classification:
        """Return the class of a sum: 10 P, 6 LP, 0 VUS, -6 LB, below that B."""
        for classification, least in self.least:
            if points >= least:
                return classification
        return Classification.BENIGN

    def usable(self) -> tuple[str, ...]:
        """Return the codes that may be used, in the order of the file."""
        return tuple(code for code in self.strengths if code not in self.retired)


def why_not_a_code(code: str) -> tuple[str, str]:
    """Return what is wrong with a code and what to do; two empty texts for one that may be used."""
    scale = load_points()
    if code in scale.retired:
        return f"{code} is never used: {scale.retired[code]}", "take it out"
    if code in scale.strengths:
        return "", ""
    close = nearest(code, scale.usable())
    meant = f'did you mean "{close}"? ' if close else ""
    return f'"{code}" is not a criterion', f"{meant}(allowed: {', '.join(scale.usable())})"


def why_not_a_strength(code: str, strength: Strength) -> tuple[str, str]:
    """Return what is wrong with a strength for a code; BA1 stands alone, and nothing else does."""
    alone = load_points().strengths[code] is Strength.STAND_ALONE
    if alone and strength is not Strength.STAND_ALONE:
        return f"{code} has no other strength than stand-alone", 'write "stand-alone"'
    if strength is Strength.STAND_ALONE and not alone:
        return f"{code} cannot stand alone", "write supporting, moderate, strong or very strong"
    return "", ""


@cache
def load_points() -> PointScale:
    """Return the scale of ``points.toml``. Raises KnowledgeInvalid with all mistakes."""
    text = resources.files("genetics.acmg").joinpath("points.toml").read_text(encoding="utf-8")
    return points_from(text, FILE)


def points_from(text: str, file: str) -> PointScale:
    """Return the scale of a text; refuse what lies outside the closed lists."""
    from genetics.acmg.points_schema import PointsFile

    document = parse_toml(text, file, KnowledgeInvalid)
    entered = check(document, PointsFile, KnowledgeInvalid)
    mistakes = [document.mistake((place,), what, how) for place, what, how in _wrong(entered)]
    if mistakes:
        raise KnowledgeInvalid(mistakes)
    return _scale(entered)


def _wrong(entered: PointsFile) -> list[tuple[str, str, str]]:
    codes = [one.code for one in entered.criterion]
    found = [
        ("criterion", f"{code} is there twice", "keep one")
        for code in dict.fromkeys(codes)
        if codes.count(code) > 1
    ]
    for place, pairs in (
        ("contradiction", entered.contradiction),
        ("counted_once", entered.counted_once),
    ):
        unknown = [code for pair in pairs for code in pair.codes if code not in codes]
        found += [(place, f'"{code}" is not a criterion', "correct it") for code in unknown]
    scale = entered.points
    rising = [scale.supporting, scale.moderate, scale.strong, scale.very_strong]
    if sorted(set(rising)) != rising:
        found.append(("points", "a stronger criterion has fewer points", "correct the points"))
    falling = [entered.least.P, entered.least.LP, entered.least.VUS, entered.least.LB]
    if sorted(set(falling), reverse=True) != falling:
        found.append(("least", "the limits of the classes do not fall", "correct the limits"))
    return found


def _scale(entered: PointsFile) -> PointScale:
    points, least = entered.points, entered.least
    return PointScale(
        framework=entered.framework,
        source=entered.source,
        points={
            Strength.SUPPORTING: points.supporting,
            Strength.MODERATE: points.moderate,
            Strength.STRONG: points.strong,
            Strength.VERY_STRONG: points.very_strong,
        },
        least=(
            (Classification.PATHOGENIC, least.P),
            (Classification.LIKELY_PATHOGENIC, least.LP),
            (Classification.UNCERTAIN, least.VUS),
            (Classification.LIKELY_BENIGN, least.LB),
        ),
        strengths={one.code: one.strength for one in entered.criterion},
        retired={one.code: one.retired for one in entered.criterion if one.retired},
        contradictions=tuple(one.codes for one in entered.contradiction),
        counted_once=tuple(one.codes for one in entered.counted_once),
        in_trans=InTrans(**entered.in_trans.model_dump()),
        de_novo=DeNovo(**entered.de_novo.model_dump()),
    )
