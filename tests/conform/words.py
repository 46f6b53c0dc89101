"""Judges how relations are named: `./dev conform words PATH`.

PATH is a file, or a folder of files, of one of two formats:

* a list of pairs with a `pedigree` each and what verbalisr says of it (`expected`): every way
  with its ancestors, degree, line, full or half, removal, who is the older and by what term,
  and the kinship coefficient must agree; the wording is ours;
* one `pedigree` with `partners` and `pairs`: our term must be one of those accepted.

A line for each pair with ours and theirs; the last line is `N passed, M failed`.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from verbalisr_texts import Claim, Way, claims_of, own_word

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.kin.chains import Chain
from pedigrees.kin.relations import Relations, relations_between
from pedigrees.kin.terms import blood_term, kin_term, of_one_kind, term_of
from pedigrees.people import Adoption, Person
from pedigrees.readers.links import link_faults

TOLERANCE = 1e-12
SEXES = {"M": Sex.MALE, "1": Sex.MALE, "F": Sex.FEMALE, "2": Sex.FEMALE}

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Judgement:
    """What we say of a pair, what they say, and what does not agree."""

    name: str
    ours: str
    theirs: str
    faults: tuple[str, ...] = ()

    def __str__(self) -> str:
        verdict = "ok  " if not self.faults else "FAIL"
        line = f"{verdict} {self.name}: ours: {self.ours}; theirs: {self.theirs}"
        return f"{line}: {'; '.join(self.faults)}" if self.faults else line


def judge_file(path: Path) -> Iterator[Judgement]:
    """Yield the judgement of each pair. A file or pair that cannot be read has failed."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        yield Judgement(path.name, "-", "-", (f"cannot be read: {_one_line(error)}",))
        return
    if isinstance(content, list) and content:
        for number, case in enumerate(content, start=1):
            name = case.get("id") if isinstance(case, dict) else None
            yield _judged(str(name or f"pair {number}"), _judge_verbalisr, case)
    elif isinstance(content, dict) and content.get("pairs"):
        for pair in content["pairs"]:
            name = f"{pair.get('person')} of {pair.get('of')}"
            yield _judged(name, _judge_term, {**content, "pair": pair})
    else:
        yield Judgement(path.name, "-", "-", ("holds no pairs in a format that is known",))


def _judged(name: str, judge: Callable[[str, Row], Judgement], case: Row) -> Judgement:
    try:
        return judge(name, case)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        what = f"{type(error).__name__}: {_one_line(error)}"
        return Judgement(name, "-", "-", (f"malformed, or a fault of ours: {what}",))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


# Against verbalisr ----------------------------------------------------------------------------


def _judge_verbalisr(name: str, case: Row) -> Judgement:
    family = family_of(case["pedigree"])
    one, other = (str(person) for person in case["pair"])
    relations = relations_between(family, one, other)
    claims = claims_of(case["expected"], [person.id for person in family])
    faults = [
        *_faults_of_kinship(relations, case["kinship_coefficient"]),
        *_faults_of_ways(relations, claims),
        *_faults_of_terms(family, relations, claims),
    ]
    chains = ", ".join(map(str, relations.blood)) or "no way"
    ours = f"{term_of(family, relations)} ({chains}; {relations.kinship})"
    return Judgement(name, ours, str(case["expected"]["full"]), tuple(faults))


def _faults_of_kinship(relations: Relations, theirs: float | str) -> Iterator[str]:
    if abs(float(relations.kinship) - float(Fraction(str(theirs)))) > TOLERANCE:
        yield f"kinship {relations.kinship}, not {theirs}"


def _faults_of_ways(relations: Relations, claims: Sequence[Claim]) -> Iterator[str]:
    """Compare line, degree, full or half, removal, and (where they stand there) the people."""
    if relations.unlisted != 0:
        yield f"{relations.unlisted or 'more'} ways are not listed"
    ours = Counter((way.near, way.far, way.full) for way in map(_way, relations.blood))
    theirs = Counter[tuple[int, int, bool]]()
    for claim in claims:
        theirs[claim.near, claim.far, claim.full] += claim.times
    for kind in ours | theirs:
        if ours[kind] != theirs[kind]:
            yield f"{ours[kind]} and not {theirs[kind]} of {_kind_in_words(*kind)}"
    named = Counter(way for claim in claims for way in claim.ways)
    if named and named != Counter(map(_way, relations.blood)):
        yield "the people on the ways differ"
    for claim in claims:
        shapes = {(way.near, way.far, way.full) for way in claim.ways}
        if shapes - {(claim.near, claim.far, claim.full)}:
            yield f'their own ways are not what they call them: "{claim.text}"'


def _kind_in_words(near: int, far: int, full: bool) -> str:
    kind = "lineal" if near == 0 else "full" if full else "half"
    degree = near + far - (1 if full else 0)
    return f"{kind} {near}/{far} generations (degree {degree}, removal {far - near})"


def _way(chain: Chain) -> Way:
    ends = (chain.ascent, tuple(reversed(chain.descent)))
    return Way(frozenset(ends), frozenset(chain.ancestors))


def _faults_of_terms(
    family: Family, relations: Relations, claims: Sequence[Claim]
) -> Iterator[str]:
    """Compare "5 is a half-grandaunt of 14" with the term that we have for 5 of 14."""
    for claim in claims:
        if not claim.older:
            continue
        turned = relations_between(family, claim.younger, claim.older)
        ours = [
            _without_side(blood_term(family, turned, chains))
            for chains in of_one_kind(turned.blood)
        ]
        if own_word(claim.term) not in ours:
            yield f"{claim.older} is {' and '.join(ours) or 'nothing'}, not {claim.term}"


def _without_side(term: str) -> str:
    for side in ("maternal ", "paternal "):
        term = term.removeprefix(side)
    return term.split(" in ")[0]


# Against accepted terms -----------------------------------------------------------------------


def _judge_term(name: str, content: Row) -> Judgement:
    pair = content["pair"]
    family = family_of(content["pedigree"], content.get("partners") or ())
    ours = kin_term(family, pair["person"], pair["of"])
    accepted = [str(word) for word in pair["accept"]]
    faults = () if ours.lower() in map(str.lower, accepted) else ("is not accepted",)
    return Judgement(name, ours, " | ".join(accepted), faults)


# Reading --------------------------------------------------------------------------------------


def family_of(rows: Sequence[Row], partners: Sequence[Sequence[str]] = ()) -> Family:
    """Return the family. Raises ValueError for links that cannot be."""
    groups: dict[str, str] = {}
    people = {str(row["id"]): _person(row, groups) for row in rows}
    if len(people) < len(rows):
        raise ValueError("an id stands twice")
    faults = [f"{fault.person}: {fault.what}" for fault in link_faults(list(people.values()))]
    if faults:
        raise ValueError("; ".join(faults))
    for one, other in partners:
        first, second = (one, other) if people[one].partner_of is None else (other, one)
        if people[first].partner_of is not None:
            raise ValueError(f"{one} and {other} both have another partner: one each is read")
        people[first] = replace(people[first], partner_of=second)
    return Family(people.values(), next(iter(people)))


def _person(row: Row, groups: dict[str, str]) -> Person:
    twin = groups.setdefault(str(row["mz_group"]), str(row["id"])) if row.get("mz_group") else None
    return Person(
        str(row["id"]),
        SEXES.get(str(row.get("sex")), Sex.UNKNOWN),
        father=_id(row.get("father")),
        mother=_id(row.get("mother")),
        social_parents=tuple(map(str, row.get("social_parents") or ())),
        adopted=Adoption(row["adopted"]) if row.get("adopted") else None,
        twin_of=None if twin == str(row["id"]) else twin,
        monozygotic=True if twin is not None else None,
    )


def _id(told: object) -> str | None:
    return None if told in (None, "", 0, "0") else str(told)


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge a file or a folder. Returns 1 if a pair failed, 2 for a wrong call, else 0."""
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if len(asked) != 1 or asked[0].startswith("-"):
        print("conform words PATH: a file of pairs, or a folder of them", file=sys.stderr)
        return 2
    path = Path(asked[0])
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files or not path.exists():
        print(f"{path} is no file and no folder with .json files", file=sys.stderr)
        return 2
    counts = Counter[bool]()
    for file in files:
        for judgement in judge_file(file):
            print(judgement)
            counts[not judgement.faults] += 1
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
