"""What ``points.toml`` may say."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from genetics.acmg.criteria import Strength

Text = Annotated[str, Field(min_length=1)]


class Table(BaseModel):
    """A table of the file: types are strict, other keys than those named are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PointsTable(Table):
    """The points of each strength."""

    supporting: int
    moderate: int
    strong: int
    very_strong: int


class LeastTable(Table):
    """The least points of each class."""

    P: int
    LP: int
    VUS: int
    LB: int


class InTransTable(Table):
    """What a second change of the gene weighs."""

    in_trans: float
    unknown_with_pathogenic: float
    unknown_with_likely_pathogenic: float
    homozygous: float
    supporting_from: float
    moderate_from: float
    source: Text


class DeNovoTable(Table):
    """What the mother's reads must show."""

    least_depth: int
    share_below: float
    source: Text


class CodeTable(Table):
    """A code of ACMG/AMP and the strength of its letters."""

    code: Annotated[str, Field(pattern=r"^(PVS|PS|PM|PP|BA|BS|BP)\d$")]
    strength: Strength
    retired: str = ""


class PairTable(Table):
    """Two codes."""

    codes: tuple[str, str]


class PointsFile(Table):
    """The whole file."""

    framework: Text
    source: Text
    points: PointsTable
    least: LeastTable
    in_trans: InTransTable
    de_novo: DeNovoTable
    criterion: tuple[CodeTable, ...]
    contradiction: tuple[PairTable, ...]
    counted_once: tuple[PairTable, ...]
