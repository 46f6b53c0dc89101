"""How many people a drawing may show, so that nobody waits for more than about a minute.

Measured in seconds of one processor, layout and image together: 2,000 people in a tangled
family (random marriages among all generations) take 31, 1,000 generations of one child 24, a
man with 1,000 partners 17, 2,000 sibs 7, 2,000 people without links 3. What remains and grows
faster than the family is the text: each person's relation to the proband, in words.

Folding into pages tries every place where a family can be cut, again and again: 300 people in
a tangled family take 25 seconds (43 pages), 500 more than 100 seconds. That limit is for each
part of a family that links join; people without links are only spread over pages.
"""

from __future__ import annotations

from dataclasses import replace

from genetics.errors import InputRejected, Mistake

LARGEST, LARGEST_FOLDED = 2000, 300


class TooLarge(InputRejected):
    """A family has too many people for a drawing."""

    def in_file(self, file: str) -> InputRejected:
        """Return the same error with the name of the file."""
        return InputRejected([replace(one, file=file) for one in self.mistakes])


def refuse_too_large(people: int) -> None:
    """Refuse a family that is too large for one drawing. Raises TooLarge."""
    if people > LARGEST:
        what = f"the family has {people} people, and one drawing shows {LARGEST} at most"
        remedy = "name one family of the file with --family, or keep a part in a file of its own"
        raise TooLarge(Mistake(what, remedy))


def refuse_to_fold(people: int) -> None:
    """Refuse to fold so many linked people into pages. Raises TooLarge."""
    if people > LARGEST_FOLDED:
        what = f"{people} people of the family are linked; pages are made of {LARGEST_FOLDED}"
        remedy = "draw one wide picture (draw -o FILE.svg, no --paper), or a part in its own file"
        raise TooLarge(Mistake(f"{what} at most", remedy))
