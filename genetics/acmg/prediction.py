"""What one calibrated tool predicts of a change, and the limits that the laboratory has set."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.acmg.criteria import Strength
from genetics.errors import InputRejected, Mistake, cannot_read

if TYPE_CHECKING:
    from genetics.acmg.prediction_schema import LimitsFile

PATHOGENIC, BENIGN = "PP3", "BP4"


@dataclass(frozen=True, slots=True)
class Limit:
    """From which score on (PP3), or up to which score (BP4), a criterion has a strength."""

    code: str
    strength: Strength
    score: float

    def is_reached(self, score: float) -> bool:
        """Whether a score reaches the limit."""
        return score >= self.score if self.code == PATHOGENIC else score <= self.score


@dataclass(frozen=True, slots=True)
class PredictorLimits:
    """The calibrated limits of one tool, as the laboratory has entered them, with their source."""

    tool: str
    source: str
    limits: tuple[Limit, ...]


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the field that the user named says of one allele; `score` None and why if nothing.

    `limits` are those of the laboratory, None where none are set: the program has none of its
    own.
    """

    field: str
    score: float | None
    why: str = ""
    limits: PredictorLimits | None = None


@dataclass(frozen=True, slots=True)
class Predictor:
    """The field with the scores, an INFO field or a column of CSQ or ANN, and the limits."""

    field: str
    limits: PredictorLimits | None = None


def read_limits(path: str | Path) -> PredictorLimits:
    """Return the limits of a TOML file. Raises InputRejected with file and line.

    It names `tool` and `source`, and for each `[[limit]]` the `code` (PP3 or BP4), the
    `strength`, and `at_least` (PP3) or `at_most` (BP4). Refused: a strength twice, a stronger
    one that is reached earlier, limits of PP3 and BP4 that overlap.
    """
    from genetics.acmg.prediction_schema import LimitsFile
    from genetics.toml_lines import check, parse_toml

    file = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise cannot_read(path, f"cannot be read: {error}", "check the path") from error
    document = parse_toml(text, file, InputRejected)
    entered = check(document, LimitsFile, InputRejected)
    mistakes = []
    for number, one in enumerate(entered.limit):
        wanted, other = (
            ("at_least", "at_most") if one.code == PATHOGENIC else ("at_most", "at_least")
        )
        if getattr(one, wanted) is None or getattr(one, other) is not None:
            what = f"a limit of {one.code} is given as {wanted}"
            mistakes.append(document.mistake(("limit", number), what, f'write "{wanted}" alone'))
    if mistakes:
        raise InputRejected(mistakes)
    limits = PredictorLimits(entered.tool, entered.source, _limits(entered))
    problem = _why_not(limits.limits)
    if problem:
        raise InputRejected(Mistake(problem, "correct the limits", file))
    return limits


def _limits(entered: LimitsFile) -> tuple[Limit, ...]:
    return tuple(
        Limit(
            one.code,
            Strength(one.strength),
            one.at_least if one.at_least is not None else one.at_most or 0.0,
        )
        for one in entered.limit
    )


def _why_not(limits: tuple[Limit, ...]) -> str:
    weakest_first = (Strength.SUPPORTING, Strength.MODERATE, Strength.STRONG, Strength.VERY_STRONG)
    for code, sign in ((PATHOGENIC, 1), (BENIGN, -1)):
        ordered = sorted(
            (one for one in limits if one.code == code),
            key=lambda one: weakest_first.index(one.strength),
        )
        for weaker, stronger in pairwise(ordered):
            if weaker.strength is stronger.strength:
                return f"{code} {weaker.strength} has two limits"
            if sign * weaker.score >= sign * stronger.score:
                return f"{code} {stronger.strength} is reached before {weaker.strength}"
    pathogenic = [one.score for one in limits if one.code == PATHOGENIC]
    benign = [one.score for one in limits if one.code == BENIGN]
    if pathogenic and benign and max(benign) >= min(pathogenic):
        return "a score can reach limits of PP3 and of BP4"
    return ""
