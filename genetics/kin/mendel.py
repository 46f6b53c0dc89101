"""Whether a child's genotype can come from those of its parents, and what it means if not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from genetics.answers import Answer
from genetics.genotypes import copies_of
from genetics.inheritance import Sex
from genetics.kin.descent import Place
from genetics.kin.parents import Parents, Role
from genetics.messages import Message
from genetics.phrases import marked, say

MENDELIAN_ERROR = "MENDELIAN_ERROR"
MENDELIAN_REASONS = marked(
    "a new change, a wrong genotype, uniparental disomy, a deletion, or wrong parentage; a person "
    "decides"
)
_WHO = {Role.MOTHER: marked("mother {genotype}"), Role.FATHER: marked("father {genotype}")}

# Alternative alleles that name no base: what such a copy holds is not known here.
_NO_ALLELE = frozenset({"*", "<*>", "<NON_REF>", "<X>", "."})

Copies = tuple[int | None, ...]


def copies_called(text: str, alts: Sequence[str]) -> Copies:
    """Return the copies of a genotype as written; None for one whose allele is not known.

    Not known are a copy that was not called, and one that names no base of its own (``*``,
    ``<NON_REF>``). Empty where the text is no genotype.
    """
    copies = copies_of(text) or ()
    if not any(copy for copy in copies):
        return copies
    return tuple(
        None if copy and (copy > len(alts) or alts[copy - 1] in _NO_ALLELE) else copy
        for copy in copies
    )


@lru_cache(maxsize=65536)
def can_come_from(
    child: Copies, mother: Copies | None, father: Copies | None, place: Place, sex: Sex
) -> Answer:
    """Return whether the child's copies can come from those of its parents, case by case.

    None is a parent without a sample in the file: such a duo is judged by the other one alone.
    A copy that was not called may be anything, and so may a copy that is not written at all
    (``1`` on an autosome). So "no" is said only if nothing that was not called could mend it:
    ``./1`` is an error where neither parent can have allele 1.

    - An autosome, or a pseudoautosomal region: one copy from each parent.
    - X outside these, a son (``1``, or ``1/1`` in files that write two copies): his allele is
      one of his mother's; his father tells nothing. Heterozygous: cannot tell, as said by
      MALE_HET_X.
    - X outside these, a daughter: one copy from her mother, the other the one of her father.
      A father who is heterozygous there may have passed on either.
    - X, and the child's sex is not recorded; Y, the mitochondrion, unplaced contigs: cannot tell.
    - The child, or every parent in the file, is not called, or has more than two copies: cannot
      tell, never an error.
    """
    if place in {Place.Y, Place.UNKNOWN} or (place is Place.X and sex is Sex.UNKNOWN):
        return Answer.CANNOT_TELL
    called = {copy for copy in child if copy is not None}
    if not called or len(child) > 2 or (mother is None and father is None):
        return Answer.CANNOT_TELL
    on_x = place is Place.X
    from_mother = _can_pass(mother, 2)
    if on_x and sex is Sex.MALE:
        if len(called) > 1 or from_mother is None:
            return Answer.CANNOT_TELL
        fits, whole = called <= from_mother, None not in child
    else:
        from_father = _can_pass(father, 1 if on_x else 2)
        first, second = child if len(child) == 2 else (child[0], None)
        fits = any(
            _is_among(one, from_mother) and _is_among(other, from_father)
            for one, other in ((first, second), (second, first))
        )
        whole = None not in (first, second) and not (
            (mother is not None and from_mother is None)
            or (father is not None and from_father is None)
        )
    if not fits:
        return Answer.NO
    return Answer.YES if whole else Answer.CANNOT_TELL


def _can_pass(parent: Copies | None, copies: int) -> frozenset[int] | None:
    """Return the alleles that a parent can pass on, None for any: not all copies are known."""
    if parent is None or not copies <= len(parent) <= 2:
        return None
    known = frozenset(copy for copy in parent if copy is not None)
    return None if None in parent else known


def _is_among(copy: int | None, alleles: frozenset[int] | None) -> bool:
    return copy is None or alleles is None or copy in alleles


def mendelian_error(
    child: str, parents: Parents, where: str, genotypes: tuple[str, str | None, str | None]
) -> Message:
    """Return the message: who, where, the genotypes of child, mother and father, what it can be."""
    of_child, *of_parents = genotypes
    told = ", ".join(
        say(_WHO[role], genotype=genotype)
        for role, genotype in zip(Role, of_parents, strict=True)
        if parents.of(role) and genotype is not None
    )
    text = say(
        "{id}: sample {sample}, {place}: child {genotype}, {parents}: the child's genotype cannot "
        "come from {relatives}: {reasons}",
        id=MENDELIAN_ERROR,
        sample=child,
        place=where,
        genotype=of_child,
        parents=told,
        relatives=_relatives(of_parents),
        reasons=say(MENDELIAN_REASONS),
    )
    return Message(text, MENDELIAN_ERROR)


def _relatives(genotypes: Sequence[str | None]) -> str:
    mother, father = genotypes
    if mother is None:
        return say("the father's")
    return say("the mother's") if father is None else say("those of its parents")
