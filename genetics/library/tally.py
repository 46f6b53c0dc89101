"""Counts what was met in a download and not used, so that nothing is left out in silence."""

from __future__ import annotations

from dataclasses import dataclass, field

from genetics.library.records import NotUsed

_NAMED = 3


@dataclass(slots=True)
class NotUsedTally:
    """For each reason: how often it was met, and where first."""

    counts: dict[str, int] = field(default_factory=dict)
    places: dict[str, list[str]] = field(default_factory=dict)

    def add(self, why: str, place: str) -> None:
        """Count one more; the first three places are kept."""
        self.counts[why] = self.counts.get(why, 0) + 1
        named = self.places.setdefault(why, [])
        if len(named) < _NAMED and place not in named:
            named.append(place)

    def told(self) -> tuple[NotUsed, ...]:
        """Return all reasons, in alphabetical order."""
        return tuple(
            NotUsed(why, count, tuple(self.places[why]))
            for why, count in sorted(self.counts.items())
        )
