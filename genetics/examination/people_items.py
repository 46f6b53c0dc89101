"""What is said of the people: names, pedigree, sexes, parents, likely mix-ups of samples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from genetics.answers import Answer
from genetics.examination.items import Item, ItemId, Value, Weight, share
from genetics.examination.kinship import Descent, Kinship, Recorded
from genetics.inheritance import Sex
from genetics.kin.parents import Role
from genetics.kin.sexes import ENOUGH_ON_X, SexCounts, looks_like, sex_mismatch
from genetics.kin.swaps import Compared, Likeness
from genetics.word_lists import first_few

_LISTED = 10
# Two names so alike may be one name, misspelled; more errors than this share are more than
# genotyping makes. Both our own assumptions: strangers taken for parent and child have 8 % in
# one exome, a true trio with many calls of few reads 1.5 %.
_ALIKE = 0.85
_MANY_ERRORS = 0.03


def people_items(samples: Sequence[str], recorded: Recorded, kin: Kinship) -> Iterator[Item]:
    """Yield the remarks on the people."""
    yield from _names(samples)
    if recorded.sexes is not None:
        yield from _pedigree(samples, list(recorded.sexes))
    yield from _sexes(kin)
    for descent in kin.descents:
        yield _mendelian(descent)
    if len(kin.people) > 1:
        yield from _likeness(kin)
    if kin.left_out:
        yield Item(
            ItemId.NOT_COMPARED,
            Weight.NOTE,
            f"{kin.left_out} samples were not looked at for sex and kinship, only the first "
            f"{len(kin.people)} (children and parents of the pedigree go first)",
            {"samples": kin.left_out},
        )


def _names(samples: Sequence[str]) -> Iterator[Item]:
    for sample in samples:
        if not sample.isascii() or sample != sample.strip() or not sample.isprintable():
            yield Item(
                ItemId.SAMPLE_NAME,
                Weight.WARNING,
                f"sample {sample!r}: the name has letters or spaces that some programs change",
                {"sample": sample},
            )


def _pedigree(samples: Sequence[str], people: Sequence[str]) -> Iterator[Item]:
    in_file, in_pedigree = set(samples), set(people)
    both = [one for one in samples if one in in_pedigree]
    yield Item(
        ItemId.SAMPLES,
        Weight.OK if both else Weight.WARNING,
        f"{len(both)} of {len(samples)} samples of the file are in the pedigree",
        {"in_both": both},
    )
    missing = [one for one in samples if one not in in_pedigree]
    absent = [one for one in people if one not in in_file]
    if missing:
        text = f"not in the pedigree: {first_few(missing, _LISTED)}; their sex is not known"
        yield Item(ItemId.NOT_IN_PEDIGREE, Weight.WARNING, text, {"samples": missing})
    if absent:
        text = f"in the pedigree, without a sample in the file: {first_few(absent, _LISTED)}"
        yield Item(ItemId.NOT_IN_FILE, Weight.NOTE, text, {"people": absent})
    for sample in missing[:_LISTED]:
        near = next((one for one in absent if _is_near(sample, one)), None)
        if near:
            yield Item(
                ItemId.NEAR_SPELLING,
                Weight.WARNING,
                f"sample {sample} of the file may be {near} of the pedigree: nearly the same name",
                {"sample": sample, "person": near},
            )


def _is_near(one: str, other: str) -> bool:
    """Whether two names differ by case, blanks and signs, or by a letter or two of many.

    Names that differ in a digit only are two people as a rule, and are not near.
    """
    first, second = ("".join(c for c in name.casefold() if c.isalnum()) for name in (one, other))
    if first == second:
        return True
    if [c for c in first if c.isdigit()] != [c for c in second if c.isdigit()]:
        return False
    return SequenceMatcher(None, first, second).ratio() >= _ALIKE


def _sexes(kin: Kinship) -> Iterator[Item]:
    looks = {sample: looks_like(counts) for sample, counts in kin.sexes.items()}
    few = [one for one in looks if looks[one].sex is Sex.UNKNOWN and _has_few(kin.sexes[one])]
    if few:
        text = (
            f"fewer than {ENOUGH_ON_X} telling genotypes on X (assumed to be needed): the sex of "
            f"{first_few(few, _LISTED)} cannot be told by the genotypes"
        )
        yield Item(ItemId.SEX, Weight.NOTE, text, {"samples": few, "looks": Sex.UNKNOWN.value})
    for sample, seen in looks.items():
        if sample in few:
            continue
        counts, recorded = kin.sexes[sample], kin.recorded.sex_of(sample)
        values: dict[str, Value] = {
            "sample": sample,
            "recorded": recorded.value,
            "looks": seen.sex.value,
            "heterozygous": counts.heterozygous,
            "telling": counts.telling,
            "on_y": counts.on_y,
        }
        if told := sex_mismatch(sample, recorded, seen):
            words = str(told).partition(": ")[2]
            yield Item(ItemId.SEX_MISMATCH, Weight.WARNING, words, values)
        else:
            agrees = seen.sex is recorded is not Sex.UNKNOWN
            weight = Weight.OK if agrees else Weight.NOTE
            text = f"sample {sample} {seen.in_words}; {_BESIDE[recorded, agrees]}"
            yield Item(ItemId.SEX, weight, text, values)


def _has_few(counts: SexCounts) -> bool:
    return counts.telling < ENOUGH_ON_X


_BESIDE = {
    (Sex.MALE, True): "as recorded",
    (Sex.FEMALE, True): "as recorded",
    (Sex.MALE, False): "recorded as male",
    (Sex.FEMALE, False): "recorded as female",
    (Sex.UNKNOWN, False): "no sex is recorded",
}


def _mendelian(descent: Descent) -> Item:
    child, errors, tested = descent.child, descent.answers[Answer.NO], descent.tested
    values: dict[str, Value] = {
        "child": child,
        "mother": descent.parents.mother,
        "father": descent.parents.father,
        "tested": tested,
        "errors": errors,
        "errors_passed": descent.passed_errors,
        "cannot_tell": descent.answers[Answer.CANNOT_TELL],
        "first": descent.first_errors,
    }
    if not tested:
        text = f"child {child}: no record could be judged by the genotypes of the parents"
        return Item(ItemId.MENDELIAN, Weight.NOTE, text, values)
    if not errors:
        text = f"child {child}: all {tested} genotypes that can be judged can come from the parents"
        return Item(ItemId.MENDELIAN, Weight.OK, text, values)
    many = errors / tested > _MANY_ERRORS
    what = (
        "more than errors of genotyping (assumed: over 3 %): the samples may be mixed up, or "
        "a parent is not the parent"
        if many
        else "new changes, wrong genotypes, uniparental disomy or deletions; a person decides"
    )
    text = (
        f"child {child}: {errors} of {tested} genotypes ({share(errors, tested)}) cannot come from "
        f"the parents (first: {', '.join(descent.first_errors[:3])}; {descent.passed_errors} "
        f"passed the filters): {what}"
    )
    return Item(ItemId.MENDELIAN, Weight.WARNING if many else Weight.NOTE, text, values)


# --- who looks like whose parent ---


def _likeness(kin: Kinship) -> Iterator[Item]:
    pairs = kin.sites.pairs()
    recorded = {
        frozenset({one.child, parent}): (role, one.child, parent)
        for one in kin.descents
        for role in Role
        if (parent := one.parents.of(role)) in kin.people and parent is not None
    }
    by_pair = {frozenset({pair.first, pair.second}): pair for pair in pairs}
    for key, (role, child, parent) in recorded.items():
        yield _recorded_pair(role, child, parent, by_pair[key])
    doubted = [
        link
        for key, link in recorded.items()
        if by_pair[key].likeness in {Likeness.NOT_PARENT_CHILD, Likeness.SAME}
    ]
    for role, _, parent in doubted:
        theirs = [pair for pair in pairs if parent in {pair.first, pair.second}]
        if all(pair.likeness is Likeness.NOT_PARENT_CHILD for pair in theirs):
            text = f"the recorded {role.value} {parent} looks like nobody's parent or child here"
            yield Item(ItemId.FITS_NOBODY, Weight.WARNING, text, {"sample": parent})
    yield from _same(pairs)
    yield from _not_recorded(kin, pairs, set(recorded))


def _recorded_pair(role: Role, child: str, parent: str, pair: Compared) -> Item:
    weight, words = {
        Likeness.PARENT_CHILD: (Weight.OK, "look like parent and child"),
        Likeness.NOT_PARENT_CHILD: (Weight.WARNING, "are not parent and child by their genotypes"),
        Likeness.SAME: (Weight.WARNING, "have the same genotypes"),
        Likeness.CANNOT_TELL: (Weight.NOTE, "cannot be told to be parent and child"),
    }[pair.likeness]
    text = f"{role.value} {parent} and child {child} {words}: {pair.why}"
    return Item(ItemId.PARENTAGE, weight, text, _values(pair))


def _same(pairs: Sequence[Compared]) -> Iterator[Item]:
    for pair in [one for one in pairs if one.likeness is Likeness.SAME][:_LISTED]:
        text = (
            f"{pair.first} and {pair.second} have the same genotypes: one person twice, or "
            f"identical twins ({pair.why})"
        )
        yield Item(ItemId.SAME_PERSON, Weight.WARNING, text, _values(pair))


def _not_recorded(
    kin: Kinship, pairs: Sequence[Compared], recorded: set[frozenset[str]]
) -> Iterator[Item]:
    has_pedigree = kin.recorded.sexes is not None
    fitting = [
        pair
        for pair in pairs
        if pair.likeness is Likeness.PARENT_CHILD
        and frozenset({pair.first, pair.second}) not in recorded
    ]
    for pair in fitting[:_LISTED]:
        beside = ", which the pedigree does not say" if has_pedigree else ""
        text = f"{pair.first} and {pair.second} look like parent and child{beside}: {pair.why}"
        weight = Weight.WARNING if has_pedigree else Weight.NOTE
        yield Item(ItemId.FITS_AS_PARENT, weight, text, _values(pair))
    if len(fitting) > _LISTED:
        more = len(fitting) - _LISTED
        text = f"{more} more pairs look like parent and child"
        yield Item(ItemId.FITS_AS_PARENT, Weight.NOTE, text, {"pairs": more})


def _values(pair: Compared) -> dict[str, str | int]:
    return {
        "first": pair.first,
        "second": pair.second,
        "sites": pair.sites,
        "opposite": pair.opposite,
        "identical": pair.identical,
        "likeness": pair.likeness.value,
    }
