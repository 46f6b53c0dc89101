"""Whether a message with an early stop is expected to decay before it is read (NMD)."""

from __future__ import annotations

from genetics.answers import Answer, Judged
from genetics.phrases import say, say_number

_ESCAPES_WITHIN = 50
# Assumptions of our own: texts give the limit as 50 to 55 bases, and a stop so near the start
# may be escaped by beginning anew behind it.
_UNSURE_UP_TO = 55
_NEAR_START = 100


def decay(stop: int | None, start: int, last_junction: int) -> Judged:
    """Judge whether the message decays, case by case (Abou Tayoun 2018, PVS1 decision tree).

    `stop`, `start` and `last_junction` are where the first base of the early stop codon, of the
    start codon and of the last exon lie on the changed message.

    - No stop follows: cannot tell.
    - One exon, or the stop in the last one, or within the last 50 bases of the one before: no.
    - 51 to 55 bases before the last exon, or less than 100 behind the start: cannot tell (the
      two limits are assumptions).
    - Anywhere else: yes.
    """
    test = say("an RNA study")
    if stop is None:
        why = say("no stop follows in the message")
        return Judged(Answer.CANNOT_TELL, why, test)
    if last_junction == 0:
        return Judged(Answer.NO, say("the transcript has a single exon"))
    before = last_junction - stop
    if before <= 0:
        return Judged(Answer.NO, say("the new stop lies in the last exon"))
    where = say_number(
        "the new stop lies {number} base before the last exon",
        "the new stop lies {number} bases before the last exon",
        before,
    )
    if before <= _ESCAPES_WITHIN:
        return Judged(Answer.NO, where)
    if before <= _UNSURE_UP_TO:
        return Judged(Answer.CANNOT_TELL, where, test)
    behind = stop - start
    if behind < _NEAR_START:
        near = say_number(
            "the new stop lies {number} base behind the start, and reading may begin again",
            "the new stop lies {number} bases behind the start, and reading may begin again",
            behind,
        )
        return Judged(Answer.CANNOT_TELL, near, test)
    return Judged(Answer.YES, where)
