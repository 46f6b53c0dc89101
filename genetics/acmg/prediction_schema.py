"""What the laboratory's file with the limits of a predictor may say."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1)]


class LimitTable(BaseModel):
    """One limit."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    code: Literal["PP3", "BP4"]
    strength: Literal["supporting", "moderate", "strong", "very strong"]
    at_least: float | None = None
    at_most: float | None = None


class LimitsFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    tool: Text
    source: Text
    limit: Annotated[tuple[LimitTable, ...], Field(min_length=1)]
