"""What one person's tests say of each change of the family: found, not found, not looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from genetics.phrases import marked, say
from pedigrees.familial_changes import FamilialChanges, is_named
from pedigrees.people import Person, VariantTest


@dataclass(frozen=True, slots=True)
class Reading:
    """The tests of one person, taken together.

    `found` and `missing` hold the letters of the changes for which a certain test counts; a
    change in neither was not looked for, or not surely. `words` say the results, "" without
    one that concerns the family. `checks` are what a person must look at. `contradict`: one
    test found what another did not find.
    """

    found: frozenset[str]
    missing: frozenset[str]
    words: str
    checks: tuple[str, ...]
    contradict: bool = False

    @property
    def counts(self) -> bool:
        """Whether anything is known for sure."""
        return bool(self.found or self.missing) and not self.contradict


def read_tests(
    person: Person, changes: FamilialChanges, *, deep_enough: bool, decided: bool = False
) -> Reading:
    """Return what the recorded tests of a person say.

    * a test without names looked for every change of the family;
    * only a test with sensitivity 1 and without false positives counts; after any other a
      second test decides, whatever it showed;
    * `deep_enough` is false where too few reads are recorded for a negative result: what was
      not found says nothing then;
    * `decided` is true where a result for all changes counts: nothing is open then;
    * several tests are taken together; a change that one found and another did not find is a
      contradiction;
    * a name that is none of the family's changes says nothing here, and is told.
    """
    certain = [test for test in person.tests if is_certain(test)]
    found = frozenset[str]().union(*(changes.letters_of(test.found) for test in certain))
    missing = frozenset[str]().union(
        *(looked_for(test, changes) - changes.letters_of(test.found) for test in certain)
    )
    of_others = tuple(_of_other_changes(person, changes))
    if found & missing:
        return Reading(found, missing, "", of_others, contradict=True)
    too_few = (say(TOO_FEW, person=person.id, depth=person.depth),) if missing else ()
    if not deep_enough:
        missing = frozenset()
    told = _told(person, changes, found, missing)
    unsure = () if decided else tuple(_unsure(person, changes, found | missing))
    complete = decided or found | missing == set(changes.letters)
    in_part = () if complete or not told else (told,)
    return Reading(
        found,
        missing,
        "; ".join((*((told,) if told else ()), *unsure)),
        (
            *of_others,
            *(say(OF_PERSON, person=person.id, told=one) for one in (*in_part, *unsure)),
            *(() if deep_enough else too_few),
        ),
    )


def is_certain(test: VariantTest) -> bool:
    """Whether a test cannot err: it sees every change that is there, and no other."""
    return test.sensitivity == 1 and test.false_positive == 0


def looked_for(test: VariantTest, changes: FamilialChanges) -> frozenset[str]:
    """Return the family's changes that a test looked for: all where it names none.

    A test without names that found what is none of them may have found one of them under
    another name: it is not taken to have looked for the others in vain.
    """
    if not test.looked_for and all(changes.letter_of(name) for name in test.found):
        return frozenset(changes.letters)
    return changes.letters_of((*test.looked_for, *test.found))


def _told(
    person: Person, changes: FamilialChanges, found: frozenset[str], missing: frozenset[str]
) -> str:
    """Say what was found and not found for sure, and whether the rest was looked for at all."""
    settled, others = found | missing, set(changes.letters) - found - missing
    if not settled:
        return ""
    gaps = {"changes": settled, "found": found, "missing": missing, "others": others}
    tried = any(others & looked_for(test, changes) for test in person.tests)
    if found and missing:
        told = SOME_FOUND
    elif not others:
        told = ALL_FOUND if found else NONE_FOUND
    elif found:
        told = FOUND_OTHER_OPEN if tried else FOUND_ONLY
    else:
        told = NOT_FOUND_OTHER_OPEN if tried else NOT_FOUND_ONLY
    return say(told, **{gap: changes.in_words(letters) for gap, letters in gaps.items()})


NONE_FOUND = marked("tested for {changes}: not found")
ALL_FOUND = marked("tested for {changes}: found")
SOME_FOUND = marked("tested for {changes}: {found} found, {missing} not found")
FOUND_ONLY = marked("tested for {found} only: found; {others} was not looked for")
NOT_FOUND_ONLY = marked("tested for {missing} only: not found; {others} was not looked for")
FOUND_OTHER_OPEN = marked("tested for {found}: found; {others} is not settled")
NOT_FOUND_OTHER_OPEN = marked("tested for {missing}: not found; {others} is not settled")
OF_PERSON = marked("{person}: {told}.")
TOO_FEW = marked(
    "The reads of {person} ({depth}) are too few for a negative result: it says nothing."
)


def _unsure(person: Person, changes: FamilialChanges, settled: frozenset[str]) -> Iterator[str]:
    """Yield what a test that can err showed of changes that no certain test settles."""
    for test in person.tests:
        if is_certain(test):
            continue
        seen = changes.letters_of(test.found)
        looked = looked_for(test, changes)
        for told, letters in ((MAY_BE_THERE, seen), (MAY_BE_MISSED, looked - seen)):
            if letters - settled:
                yield say(
                    told,
                    sensitivity=f"{float(test.sensitivity):g}",
                    false_positive=f"{float(test.false_positive):g}",
                    changes=changes.in_words(letters - settled),
                )


MAY_BE_THERE = marked(
    "a test with sensitivity {sensitivity} and false positive {false_positive} found {changes}: a "
    "second test decides"
)
MAY_BE_MISSED = marked(
    "a test with sensitivity {sensitivity} and false positive {false_positive} did not find "
    "{changes}: a second test decides"
)


def _of_other_changes(person: Person, changes: FamilialChanges) -> Iterator[str]:
    """Yield a check for each name that is not a change followed in this family."""
    named = (name for test in person.tests for name in (*test.found, *test.looked_for))
    found = {name for test in person.tests for name in test.found}
    for name in dict.fromkeys(named):
        if changes.letter_of(name):
            continue
        if any(is_named(one, name) for one in changes.others):
            told = NOT_FOLLOWED
        else:
            told = FOUND_UNKNOWN if name in found else UNKNOWN
        yield say(told, person=person.id, change=name)


UNKNOWN = marked(
    "{person} was tested for {change}, which is not a change of this family: the result says "
    "nothing here."
)
FOUND_UNKNOWN = marked(
    "A test of {person} found {change}, which is not a change of this family: please check."
)
NOT_FOLLOWED = marked(
    "{person} was tested for {change}, which is not followed in this family: the result is not "
    "used. Please check."
)
