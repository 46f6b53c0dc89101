"""How well the reads support one genotype: their number, its quality, the caller's own doubt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from genetics.readers.numbers import whole_number

# In the order in which they are asked; the first that is stated counts. In a reference block
# MIN_DP and MIN_GQ are the lowest of the block, DP is one for all of it. RGQ stands at the
# reference sites of GATK GenotypeGVCFs; GQX, of Illumina's callers, is there the lower of two.
_DEPTHS = ("MIN_DP", "DP")
_QUALITIES = ("MIN_GQ", "GQ", "RGQ", "GQX")
_FILTERS = "FT"

SUPPORT_KEYS = frozenset({*_DEPTHS, *_QUALITIES, _FILTERS})


@dataclass(frozen=True, slots=True)
class Support:
    """The support of one genotype, None for what is not stated.

    `filters` is the sample's own filter (FT), "" where it passed or none is stated.
    """

    depth: int | None = None
    quality: float | None = None
    filters: str = ""


def support_in(by_key: Mapping[str, str]) -> Support:
    """Return the support that the values of one sample column state."""
    depths = (_depth(by_key.get(key, ".")) for key in _DEPTHS)
    qualities = (_quality(by_key.get(key, ".")) for key in _QUALITIES)
    filters = by_key.get(_FILTERS, ".")
    return _kept_once(
        next((depth for depth in depths if depth is not None), None),
        next((quality for quality in qualities if quality is not None), None),
        "" if filters in {".", "PASS", ""} else filters,
    )


@lru_cache(maxsize=65536)
def _kept_once(depth: int | None, quality: float | None, filters: str) -> Support:
    """Return the same object for the same support: a cohort has very many alike."""
    return Support(depth, quality, filters)


def _depth(text: str) -> int | None:
    return whole_number("depth", text)


def _quality(text: str) -> float | None:
    try:
        quality = float(text)
    except ValueError:
        return None
    return quality if isfinite(quality) else None
