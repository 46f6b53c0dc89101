"""The kin term for a relation: "maternal first cousin once removed"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from genetics.inheritance import Sex
from pedigrees.family import Family
from pedigrees.kin.affinity import Affinity
from pedigrees.kin.chains import Chain
from pedigrees.kin.relations import Relations, links, relations_between, side_of
from pedigrees.kin.twins import Twins
from pedigrees.people import Person
from pedigrees.relationship import Side

MOST_NAMED = 3
"""How many different terms are said of two people; further ones are counted."""

NO_RELATION = "no recorded relation"

# For a man, for a woman, and for a person whose sex is not recorded.
By_sex = tuple[str, str, str]
PARENT: By_sex = ("father", "mother", "parent")
GRANDPARENT: By_sex = ("grandfather", "grandmother", "grandparent")
CHILD: By_sex = ("son", "daughter", "child")
GRANDCHILD: By_sex = ("grandson", "granddaughter", "grandchild")
SIB: By_sex = ("brother", "sister", "sib")
AUNT: By_sex = ("uncle", "aunt", "aunt or uncle")
NIECE: By_sex = ("nephew", "niece", "niece or nephew")
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
TIMES = ("", "once", "twice", "three times", "four times", "five times", "six times")
DOUBLE = ("", "", "double", "triple", "quadruple")
NO_GENETIC_LINK = "without a genetic link (adopted, step or donor-conceived)"


def kin_term(family: Family, relative: str, of: str | None = None) -> str:
    """Return what a relative is to somebody (the proband unless `of` is named), as a kin term.

    * "maternal first cousin", "paternal half-brother", "great-uncle", "grandson";
    * a term of its own for each different way ("mother and paternal half-sister"), "double
      first cousin" where there are two of one kind;
    * "identical twin sister"; "adoptive mother"; "stepfather", "sister-in-law", "uncle by
      marriage", which are no blood relations;
    * what a sex is not recorded of is said without it: "parent", "aunt or uncle".

    A half-sib is said of people with one recorded parent in common, as in the documents, also
    where the other parent of one is not recorded (`Chain.sibs_known` tells).

    Terms are for a professional who compares relations, and are what `sideroscreen kin` prints,
    in English. Documents and letters say `relation_in_words` ("maternal aunt's daughter"),
    which names the people in between, whom a family asks for, and which patients understand.
    """
    of = family.proband_id if of is None else of
    return term_of(family, relations_between(family, of, relative))


def term_of(family: Family, relations: Relations) -> str:
    """Return the kin term for relations that are known."""
    if relations.one == relations.other:
        return "the same person"
    terms = list(dict.fromkeys(_terms(family, relations)))
    if not terms:
        return NO_RELATION
    named, farther = terms[:MOST_NAMED], len(terms) - MOST_NAMED
    if farther > 0:
        named.append(f"{farther} farther relation{'s' if farther > 1 else ''}")
    return " and ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _terms(family: Family, relations: Relations) -> Iterator[str]:
    for chains in of_one_kind(relations.blood):
        yield blood_term(family, relations, chains)
    if relations.twins is not None and not _are_sibs(relations):
        yield _twin(family[relations.other], relations.twins)
    for chains in of_one_kind(relations.reared):
        yield _reared_term(family, relations, chains)
    for tie in relations.by_marriage:
        yield _married_term(family, relations, tie)
    if relations.carried_by:
        is_carrier = relations.carried_by == relations.other
        yield "surrogate mother" if is_carrier else "child carried as a surrogate"


def of_one_kind(chains: tuple[Chain, ...]) -> Iterator[tuple[Chain, ...]]:
    """Yield the ways that have one term in common, sides apart: double first cousins."""
    by_kind = sorted(chains, key=_kind)
    for _, together in groupby(by_kind, key=_kind):
        yield tuple(together)


def _kind(chain: Chain) -> tuple[int, int, int, bool]:
    return (chain.degree, chain.up, chain.down, chain.full)


def _are_sibs(relations: Relations) -> bool:
    return any(chain.up == chain.down == 1 for chain in relations.blood)


def blood_term(family: Family, relations: Relations, chains: tuple[Chain, ...]) -> str:
    """Return the term for ways of one kind."""
    chain, person = chains[0], family[relations.other]
    if relations.twins is not None and chain.up == chain.down == 1:
        return _twin(person, relations.twins)
    if (chain.up, chain.down) == (1, 0):
        parent = _noun(1, 0, person)
        return f"genetic {parent} (donor)" if person.donor else parent
    half = not chain.lineal and not chain.full
    noun = _noun(chain.up, chain.down, person)
    if _is_cousin(chain.up, chain.down):
        noun = " ".join(part for part in (_multiple(len(chains)), "half" * half, noun) if part)
    else:
        noun = f"half-{noun}" if half else noun
        noun = f"{noun} in {len(chains)} ways" if len(chains) > 1 else noun
    return _on_side(noun, side_of(family, relations.one, chains))


def _twin(person: Person, kind: Twins) -> str:
    twin = f"twin {_noun(1, 1, person)}"
    return twin if kind is Twins.UNKNOWN else f"{kind.value} {twin}"


def _reared_term(family: Family, relations: Relations, chains: tuple[Chain, ...]) -> str:
    """Return "adoptive mother", or that there is no genetic link where no more is recorded."""
    chain = chains[0]
    noun = _noun(chain.up, chain.down, family[relations.other])
    side = Side.NONE if chain.up == 1 else side_of(family, relations.one, chains)
    noun = _on_side(noun, side)
    unlinked = [child for child, parent in links(chain) if not _is_genetic(family, child, parent)]
    if any(family[child].adopted is None for child in unlinked):
        return f"{noun} {NO_GENETIC_LINK}"
    return f"adopted {noun}" if chain.up == 0 and chain.down == 1 else f"adoptive {noun}"


def _is_genetic(family: Family, child: str, parent: str) -> bool:
    person = family[child]
    return person.genetic_link and parent in (person.father, person.mother)


def _married_term(family: Family, relations: Relations, tie: Affinity) -> str:
    person = family[relations.other]
    if tie.before is None and tie.after is None:
        return "partner"
    noun = _noun(tie.up, tie.down, person)
    through_me, through_them = tie.before is not None, tie.after is not None
    if through_me and through_them:
        return f"step{noun}"
    if tie.up == 0 or tie.down == 0:
        is_step = (tie.down == 0) == through_me
        return _step(noun) if is_step else f"{noun}-in-law"
    if (tie.up, tie.down) == (1, 1):
        return f"{noun}-in-law"
    return f"{noun} by marriage"


def _step(noun: str) -> str:
    near = (*PARENT[:2], *CHILD)
    return f"step{noun}" if noun in near else f"step-{noun}"


def _noun(up: int, down: int, person: Person) -> str:
    """Return the term for somebody so many generations up and down, sides and halves apart."""
    if down == 0:
        return _by_sex(PARENT, person) if up == 1 else _great(GRANDPARENT, up - 2, person)
    if up == 0:
        return _by_sex(CHILD, person) if down == 1 else _great(GRANDCHILD, down - 2, person)
    if up == down == 1:
        return _by_sex(SIB, person)
    if down == 1:
        return _great(AUNT, up - 2, person)
    if up == 1:
        return _great(NIECE, down - 2, person)
    removal = abs(up - down)
    cousin = f"{_counted(ORDINALS, min(up, down) - 1, 'th')} cousin"
    return f"{cousin} {_counted(TIMES, removal, ' times')} removed" if removal else cousin


def _is_cousin(up: int, down: int) -> bool:
    return min(up, down) > 1


def _great(words: By_sex, times: int, person: Person) -> str:
    return "great-" * times + _by_sex(words, person)


def _by_sex(words: By_sex, person: Person) -> str:
    return words[{Sex.MALE: 0, Sex.FEMALE: 1, Sex.UNKNOWN: 2}[person.sex]]


def _counted(words: tuple[str, ...], number: int, ending: str) -> str:
    return words[number] if number < len(words) else f"{number}{ending}"


def _multiple(number: int) -> str:
    return DOUBLE[number] if number < len(DOUBLE) else f"{number}-fold"


def _on_side(noun: str, side: Side) -> str:
    return f"{side.value} {noun}" if side in (Side.MATERNAL, Side.PATERNAL) else noun
