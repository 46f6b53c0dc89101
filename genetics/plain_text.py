"""Which characters nobody can see, and so cannot stand in what a person reads or types in."""

from __future__ import annotations

import re

_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
"""They shape the letters beside them: Persian, Indic scripts, emoji of several signs."""

_UNSAFE = (
    "\u0000-\u001f\u007f-\u009f"  # control characters: line breaks, tabs, terminal escapes
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff0-\ufffb"
    "\u2028\u2029"  # line and paragraph separators
    "\u202a-\u202e\u2066-\u2069"  # embedding, override, isolation of the direction
    "\ud800-\udfff\ufffe\uffff"  # halves of characters, and what no XML may hold
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_BLANK_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0"

_IN_TEXTS = re.compile(f"[{_UNSAFE}]")
_IN_IDS = re.compile(f"[{_UNSAFE}{_JOINERS}{_BLANK_LETTERS}]")


def invisible_in(text: str, *, in_id: bool = False) -> str:
    """Return the first character of a text that is refused, as "U+0085"; "" for none.

    * in any text: control characters (line breaks and tabs too), separators of lines,
      characters that turn the direction of writing, those of no width, halves of characters
      (surrogates), and what XML cannot hold;
    * in an id also what joins or varies the letters beside it, and letters that look like
      nothing: two ids that look alike would be two people;
    * nothing that can be seen is refused: letters of all scripts, from right to left too,
      emoji. Those that are joined of several (U+200D) may stand in texts, not in ids.

    Source of the lists: The Unicode Standard, general categories Cc, Cs, Zl, Zp and the property
    Default_Ignorable_Code_Point; W3C, XML 1.0, 2.2.
    """
    found = (_IN_IDS if in_id else _IN_TEXTS).search(text)
    return _named(found[0]) if found else ""


def in_plain_sight(text: str, *, in_id: bool = False) -> str:
    """Return a text that can be printed: what `invisible_in` refuses stands as U+0085."""
    return (_IN_IDS if in_id else _IN_TEXTS).sub(lambda found: _named(found[0]), text)


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"
