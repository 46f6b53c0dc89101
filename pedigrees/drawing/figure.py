"""A laid-out family: places and lines, measured in columns and generations, without symbols."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands; `copy` counts the further symbols of someone drawn again.

    A pregnancy has a place of its own, under the name of the person who is pregnant.
    """

    person: str
    x: float
    generation: int
    copy: int = 0
    pregnancy: bool = False


@dataclass(frozen=True, slots=True)
class Mating:
    """The line between two partners, or from one to where the other would stand.

    `left` and `right` are its ends. `bridge` is 0 for neighbours; a line to a partner
    further away runs above the symbols between, on the bridge of this number.
    """

    partners: tuple[str, ...]
    generation: int
    left: float
    right: float
    related: bool
    bridge: int = 0


@dataclass(frozen=True, slots=True)
class Drop:
    """The end of a line of descent: at a child, at a pregnancy, or passing on downwards.

    `social`: without a genetic link; `carried`: from the woman who carried the child.
    """

    child: str
    x: float
    social: bool = False
    pregnancy: bool = False
    passing: bool = False
    carried: bool = False


@dataclass(frozen=True, slots=True)
class Descent:
    """From a couple down to its children: a fall at `x`, a sibship line, the drops.

    The sibship line lies on the `track` of this number below the generation. `bridge` is
    that of the mating line above; `passing`: the line comes from a generation further up.
    """

    parents: tuple[str, ...]
    generation: int
    x: float
    track: int
    drops: tuple[Drop, ...]
    bridge: int = 0
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Twins:
    """Twins whose lines start at one point; `identical` is None where it is not recorded."""

    people: tuple[str, ...]
    generation: int
    identical: bool | None


@dataclass(frozen=True, slots=True)
class Layout:
    """A family ready to be drawn.

    `tracks` and `bridges` count the lines below and above each generation. `apart` are
    the people without a recorded link to the proband: beside the others from column
    `apart_from` on (0: nobody), and below them. `starts` are the rows in which generations
    are counted anew. `not_drawn` names the links that no drawing can hold: parent and child.
    """

    places: tuple[Place, ...]
    matings: tuple[Mating, ...]
    descents: tuple[Descent, ...]
    twins: tuple[Twins, ...]
    tracks: tuple[int, ...]
    bridges: tuple[int, ...]
    width: float
    apart: tuple[str, ...] = ()
    apart_from: float = 0.0
    starts: tuple[int, ...] = (0,)
    not_drawn: tuple[tuple[str, str], ...] = ()

    @property
    def width_in_columns(self) -> float:
        """Return the width with the room to the left of the first column."""
        return self.width + 0.5

    @property
    def generations(self) -> int:
        """Return the number of rows: of generations, those of parts below others included."""
        return len(self.tracks)

    @property
    def deepest(self) -> int:
        """Return the number of generations of the part that has most."""
        ends = (*self.starts[1:], self.generations)
        return max(end - start for start, end in zip(self.starts, ends, strict=True))

    def level(self, row: int) -> int:
        """Return the generation that a row is, from 0; it may be counted anew below others."""
        return row - self.starts[bisect_right(self.starts, row) - 1]

    def of(self, person: str) -> tuple[Place, ...]:
        """Return the symbols of one person, the first one first."""
        return tuple(
            place for place in self.places if place.person == person and not place.pregnancy
        )
