"""How each two changes of a gene lie in one person: genotypes, phase set and parents together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from genetics.inheritance import Sex
from genetics.kin.calls import THE, Held, ParentCall
from genetics.kin.parents import Role
from genetics.kin.phase import Phase, PhasedPair
from genetics.kin.phase_set import Change, Told, by_copies, by_phase_set
from genetics.phrases import marked, say

READ_TOGETHER = marked("read both changes together (long-read or allele-specific sequencing)")

Calls = Sequence[ParentCall]


@dataclass(frozen=True, slots=True)
class Paired:
    """A pair, and whether genotypes and parents contradict each other about it.

    `overlapping`: the two change the same bases, and how they lie cannot be said (``Told``).
    """

    pair: PhasedPair
    contradicted: bool = False
    overlapping: bool = False


def pair_of(
    first: Change, second: Change, sex: Sex, of_first: Calls, of_second: Calls
) -> Paired | None:
    """Return how two changes of one gene lie in one person, or None if one has no allele.

    `of_first` and `of_second` are what mother and father hold of each.

    - What the numbers of copies settle is settled (``phase_set.by_copies``).
    - Else the file's phasing and the parents are asked. Where both answer alike, the parents'
      word is used. Where they contradict, the answer is unknown, and the reason names both.
    - Where neither answers: unknown, with both reasons and the test that would settle it: each
      parent who was not called, for each change that this parent was not called for, or else
      reading both changes together.
    """
    one, other = first.finding.variant, second.finding.variant
    if one is None or other is None:
        return None
    copies = by_copies(first, second, sex)
    if copies is not None and copies.final:
        settle = say(READ_TOGETHER) if copies.phase is Phase.UNKNOWN else ""
        pair = PhasedPair(one, other, copies.phase, copies.why, settle)
        return Paired(pair, overlapping=copies.overlapping)
    from_file = copies or by_phase_set(first, second)
    from_parents = by_parents(first.name, second.name, of_first, of_second)
    told = [said for said in (from_parents, from_file) if said.phase is not Phase.UNKNOWN]
    why = "; ".join(said.why for said in (told or (from_file, from_parents)))
    if len({said.phase.is_trans for said in told}) > 1:
        conflict = say(
            "{change} and {other}: the parents say “{by_parents}” ({why_parents}), the genotypes "
            "“{by_file}” ({why_file})",
            change=first.name,
            other=second.name,
            by_parents=say(from_parents.phase),
            why_parents=from_parents.why,
            by_file=say(from_file.phase),
            why_file=from_file.why,
        )
        pair = PhasedPair(one, other, Phase.UNKNOWN, conflict, say(READ_TOGETHER))
        return Paired(pair, contradicted=True)
    if told:
        return Paired(PhasedPair(one, other, told[0].phase, why))
    tests = "; ".join(_tests(first.name, second.name, of_first, of_second))
    settle = say(READ_TOGETHER)
    if tests:
        settle = say("{tests}; or {reading}", tests=tests, reading=settle)
    return Paired(PhasedPair(one, other, Phase.UNKNOWN, why, settle))


def by_parents(first: str, second: str, of_first: Calls, of_second: Calls) -> Told:
    """Return what the parents' calls settle of two changes, each on one copy of the child.

    Mendel's first law: one copy of the child is the mother's, the other the father's. All four
    ways in which the copies can hold the two changes are compared with what each parent can
    have passed on (``Held.passed``); what is left decides.

    - One parent carries the first and not the second, the other the second and not the first:
      in trans. A parent with a change on every copy passed it on, whatever the other has.
    - One parent carries both, the other neither: in cis.
    - One parent alone settles it only where both changes are on all of her copies: in cis.
    - Both parents heterozygous for the same change, and nothing else tells: unknown.
    - A parent who is not called can have passed on either: never taken as absent.
    - An answer that needs a change which no parent was seen to carry is not given: it holds
      unless that change is new, and the reason says so. So the mother alone, who carries one
      and not the other, does not settle it: the father may have passed on both.
    - A change that both parents are called without is new, or the parents are not these: the
      parents cannot phase it. Genotypes that no transmission explains: unknown.
    """
    left = [
        (mother, father)
        for mother, father in _WAYS
        if all(
            mother[number] in calls[0].held.passed and father[number] in calls[1].held.passed
            for number, calls in enumerate((of_first, of_second))
        )
    ]
    names = (first, second)
    unseen = [
        name
        for name, calls in zip(names, (of_first, of_second), strict=True)
        if not any(call.held.is_seen for call in calls)
    ]
    if len(left) == 1:
        return _one_way(left[0], names, unseen)
    if not left:
        return Told(Phase.UNKNOWN, _why_no_way(names, (of_first, of_second)))
    unknown = dict.fromkeys(
        call.why for calls in (of_first, of_second) for call in calls if call.held is Held.UNKNOWN
    )
    if unknown:
        return Told(Phase.UNKNOWN, "; ".join(unknown))
    return Told(Phase.UNKNOWN, say("what the parents carry fits both answers"))


# For mother and father: whether the copy that is passed on holds the first, and the second.
_WAYS = [
    (passed, (not passed[0], not passed[1])) for passed in product((True, False), (True, False))
]


def _one_way(
    way: tuple[tuple[bool, bool], tuple[bool, bool]],
    names: tuple[str, str],
    unseen: Sequence[str],
) -> Told:
    mother = way[0]
    trans = mother[0] is not mother[1]
    sources = [say(THE[Role.MOTHER if hers else Role.FATHER]) for hers in mother]
    if trans:
        why = say(
            "{first} comes from {one_parent}, {second} from {other_parent}",
            first=names[0],
            second=names[1],
            one_parent=sources[0],
            other_parent=sources[1],
        )
    else:
        why = say(
            "{first} and {second} come from {parent}",
            first=names[0],
            second=names[1],
            parent=sources[0],
        )
    if not unseen:
        return Told(Phase.TRANS_PARENTS if trans else Phase.CIS_PARENTS, why)
    open_still = say(
        "{reason}, unless {changes} is new: no parent was seen to carry it",
        reason=why,
        changes=", ".join(unseen),
    )
    return Told(Phase.UNKNOWN, open_still)


def _why_no_way(names: tuple[str, str], calls: tuple[Calls, Calls]) -> str:
    new = [name for name, of in zip(names, calls, strict=True) if _in_neither(of)]
    if new:
        return say(
            "neither parent carries {changes}: parents cannot phase a new change",
            changes=", ".join(new),
        )
    return say("what the parents carry does not explain the genotypes of the child")


def _in_neither(calls: Calls) -> bool:
    return all(call.held is Held.NONE for call in calls)


def _tests(first: str, second: str, of_first: Calls, of_second: Calls) -> Iterator[str]:
    """Yield which parent to test for which change; none if one of the two is new."""
    if _in_neither(of_first) or _in_neither(of_second):
        return
    for role in Role:
        names = [
            name
            for name, calls in ((first, of_first), (second, of_second))
            if any(call.role is role and call.held is Held.UNKNOWN for call in calls)
        ]
        if names and role is Role.MOTHER:
            yield say("test the mother for {changes}", changes=", ".join(names))
        elif names:
            yield say("test the father for {changes}", changes=", ".join(names))
