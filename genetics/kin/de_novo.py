"""Whether a change is new in the child: both parents read well enough, and without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genetics.answers import Answer, Judged
from genetics.callability import DEFAULT_DEPTH
from genetics.filters import NO_FILTER_STATED
from genetics.inheritance import Sex
from genetics.kin.calls import THE, Held, ParentCall, depth_of, why_unsure
from genetics.observations import Observation
from genetics.phrases import marked, say
from genetics.results import Finding
from genetics.variants import Zygosity

# KNOWLEDGE.md 7, PS2/PM6, says it of the mother; used for both parents.
# The share of the reads is asked in ``calls``: from 1 % on a parent is not one without the change.
PARENT_DEPTH = 30

CONFIRM = marked("confirm by markers that the samples are those of child and parents")
READ_AGAIN = marked("read the parents at this place with {depth} reads or more")


def de_novo_answer(
    finding: Finding,
    sex: Sex,
    calls: Sequence[ParentCall],
    seen: Sequence[Observation],
    records: Sequence[str] = (),
) -> Judged:
    """Return whether a change is new in the child, case by case.

    `calls` are those of mother and father, `seen` what the records show of it in the child,
    `records` what other genotypes at these bases say against it (``same_bases``).
    Who is asked: both parents; for X in a son only the mother, who gave him his X.

    - No: a parent who is asked carries the change.
    - Yes: each is called without it, on at least 30 reads, and less than 1 % of the reads show
      it (KNOWLEDGE.md 7, PS2/PM6: mother's depth ≥ 30× and VAF < 1 %; here for both), and the
      child's own call is sound. "Yes" is as far as the reads show: a file confirms neither
      parentage nor whose the samples are.
    - Cannot tell: a parent has no sample, is not in the file, is not called (never read as
      "absent": Exomiser's PS2 and genmod do), was read by too few reads, or the reads are not
      counted (no AD); 1 % or more of a parent's reads show it (the parent may be a mosaic); the
      child's call is in doubt (share of the reads, filter, too few reads), is withheld, or may
      be written in other ways in the parents' records (not left-aligned); the change is on
      both copies of an autosome or of a woman's X, which one new event does not explain; the
      genotype quality of child or parent is stated and below 20 (the scan's assumed default).
    """
    son = is_from_mother_alone(sex, seen)
    asked = [call for call in calls if not son or call is calls[0]]
    carriers = [say(THE[call.role]) for call in asked if call.held.is_seen]
    if carriers:
        return Judged(Answer.NO, say("carried by {parents}", parents=" + ".join(carriers)))
    of_parents = [why for call in asked for why in _doubts_about_parent(call)]
    doubts = [*of_parents, *records, *_doubts_about_child(finding, seen)]
    if doubts:
        settle = say(READ_AGAIN, depth=PARENT_DEPTH) if of_parents else ""
        settle = settle or (say(CONFIRM) if records else "")
        return Judged(Answer.CANNOT_TELL, "; ".join(doubts), settle)
    reads = "; ".join(
        say(
            "{parent}: {count} of {all} reads show it",
            parent=say(THE[call.role]),
            count=call.reads,
            all=call.depth,
        )
        for call in asked
    )
    why = say(
        "new in the child as far as the reads show ({reads}); parentage is not confirmed by the "
        "file",
        reads=reads,
    )
    return Judged(Answer.YES, why, say(CONFIRM))


def is_from_mother_alone(sex: Sex, seen: Sequence[Observation]) -> bool:
    """Whether only the mother can have passed it on: X in a son."""
    return bool(seen) and seen[0].allele.gene.x_linked and sex is Sex.MALE


def _doubts_about_parent(call: ParentCall) -> Iterator[str]:
    parent = say(THE[call.role])
    if call.held is Held.UNKNOWN:
        yield call.why
    elif call.reads is None or call.depth is None:
        yield say("{parent}: the reads of each allele are not counted (no AD)", parent=parent)
    elif call.depth < PARENT_DEPTH:
        yield say(
            "{parent}: {count} reads only, {needed} needed",
            parent=parent,
            count=call.depth,
            needed=PARENT_DEPTH,
        )


def _doubts_about_child(finding: Finding, seen: Sequence[Observation]) -> Iterator[str]:
    if finding.withheld:
        yield say("the child's finding is withheld")
    if finding.zygosity is Zygosity.HOMOZYGOUS:
        yield say("the change is on both copies of the child, which one new event does not explain")
    for one in seen:
        genotype = one.genotype
        yield from (
            say("the child's call is in doubt: {why}", why=why) for why in one.carriage.warnings
        )
        if not genotype.allele_depths:
            yield say("the child's reads of each allele are not counted (no AD)")
        elif (depth_of(genotype) or 0) < DEFAULT_DEPTH:
            yield say(
                "the child's call rests on {count} reads only ({needed} needed: assumed)",
                count=depth_of(genotype),
                needed=DEFAULT_DEPTH,
            )
        if unsure := why_unsure(genotype):
            yield say("the child's call is in doubt: {why}", why=unsure)
        if not one.allele.left_aligned:
            yield say("the allele can be written in other places, so the parents' may be missed")
    if finding.filters not in {"PASS", NO_FILTER_STATED}:
        yield say("the caller marks the child's call: {filters}", filters=finding.filters)
