"""Phase, origin and parents' results of one change: the laboratory's report beside the VCF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from genetics.answers import Answer
from genetics.kin.family_reading import PHASE_CONFLICT
from genetics.phrases import marked, say
from genetics.results import Finding, ParentalResults
from pedigrees.people import Genotype
from pedigrees.tested import ADEQUATE_DEPTH

PARENTS_IN_DOUBT = marked(
    "phase set and parents contradict each other: the parents' genotypes of the VCF are not used"
)
FROM_THE_VCF = marked("from the VCF, not from the laboratory's report: {facts}")
SHALLOW_MOTHER = marked(
    "the VCF calls the mother without the change, on {depth}: this does not count as a negative "
    "result"
)
SHALLOW_FATHER = marked(
    "the VCF calls the father without the change, on {depth}: this does not count as a negative "
    "result"
)


def counted_parents(scanned: Finding) -> Finding:
    """Return a finding of the VCF without the parents' results that do not count.

    Where the file's phase set and the parents' genotypes contradict each other, none of these
    genotypes counts: a sample may not be that of the parent. Else a negative result counts
    from 30 reads (KNOWLEDGE.md 4.0, "Parental results"). One without a depth counts there as a
    laboratory's targeted test; a genotype of a VCF is none, so without a depth it does not
    count. Each that is left out is said.
    """
    if any(getattr(warning, "id", "") == PHASE_CONFLICT for warning in scanned.warnings):
        warnings = (*scanned.warnings, say(PARENTS_IN_DOUBT))
        return replace(scanned, trio=ParentalResults(), parental_origin="", warnings=warnings)
    trio, said = scanned.trio, []
    if _is_shallow(trio.mother, trio.mother_depth):
        said.append(say(SHALLOW_MOTHER, depth=_depth(trio.mother_depth)))
        trio = replace(trio, mother="", mother_depth=None)
    if _is_shallow(trio.father, trio.father_depth):
        said.append(say(SHALLOW_FATHER, depth=_depth(trio.father_depth)))
        trio = replace(trio, father="", father_depth=None)
    return replace(scanned, trio=trio, warnings=(*scanned.warnings, *said))


def _is_shallow(result: str, depth: int | None) -> bool:
    return result == Genotype.NOT_DETECTED and (depth is None or depth < ADEQUATE_DEPTH)


def _depth(depth: int | None) -> str:
    return say("no stated depth") if depth is None else say("{depth} reads", depth=depth)


def with_family(both: Finding, typed: Finding, scanned: Finding) -> Finding:
    """Return the merged finding with phase, origin and parents' results, field by field.

    What the laboratory states stands; where it states nothing (or "unknown"), what the VCF
    shows is used, and a remark says that it is from the VCF. Parentage is confirmed by the
    laboratory alone.
    """
    phase = typed.phase if _states(typed.phase) else scanned.phase or typed.phase
    origin = typed.parental_origin if _states(typed.parental_origin) else scanned.parental_origin
    trio = typed.trio
    if not trio.mother:
        trio = replace(trio, mother=scanned.trio.mother, mother_depth=scanned.trio.mother_depth)
    if not trio.father:
        trio = replace(trio, father=scanned.trio.father, father_depth=scanned.trio.father_depth)
    merged = replace(both, phase=phase, parental_origin=origin or typed.parental_origin, trio=trio)
    facts = tuple(_only_scanned(typed, scanned))
    if not facts:
        return merged
    remark = say(FROM_THE_VCF, facts=", ".join(facts))
    return replace(merged, warnings=(*merged.warnings, remark))


def _states(text: str) -> bool:
    return bool(text) and not text.startswith("unknown")


def _only_scanned(typed: Finding, scanned: Finding) -> Iterator[str]:
    if _states(scanned.phase) and not _states(typed.phase):
        yield say("phase {phase}", phase=say(scanned.phase))
    if scanned.parental_origin and not _states(typed.parental_origin):
        yield say(FROM[scanned.parental_origin])
    if scanned.trio.mother and not typed.trio.mother:
        yield say("mother {result}", result=_result(scanned.trio.mother))
    if scanned.trio.father and not typed.trio.father:
        yield say("father {result}", result=_result(scanned.trio.father))


FROM = {"mother": marked("from the mother"), "father": marked("from the father")}


def family_contradictions(typed: Finding, scanned: Finding) -> Iterator[str]:
    """Yield where report and VCF contradict each other about the family, case by case.

    - in trans against in cis; what tells so may differ;
    - one names the mother as the origin, the other the father;
    - a parent with the change in one and without it in the other, or heterozygous in one and
      homozygous in the other; other words for a carrier fit each other;
    - the report names a parent as the origin, and the VCF shows the change to be new.
    """
    sides = {_side(typed.phase), _side(scanned.phase)} - {""}
    if len(sides) > 1:
        yield _differ(typed.phase, say(scanned.phase))
    origins = [one.parental_origin for one in (typed, scanned) if one.parental_origin in FROM]
    if len(set(origins)) > 1:
        yield _differ(*(say(FROM[origin]) for origin in origins))
    if _contradict(typed.trio.mother, scanned.trio.mother):
        yield _differ(
            *(say("mother {result}", result=_result(one.trio.mother)) for one in (typed, scanned))
        )
    if _contradict(typed.trio.father, scanned.trio.father):
        yield _differ(
            *(say("father {result}", result=_result(one.trio.father)) for one in (typed, scanned))
        )
    new = scanned.de_novo
    if new is not None and new.answer is Answer.YES and typed.parental_origin in FROM:
        yield _differ(say(FROM[typed.parental_origin]), new.why)


def _differ(typed: str, read: str) -> str:
    return say("the laboratory's report says {typed}, the VCF says {read}", typed=typed, read=read)


def _side(phase: str) -> str:
    return next((side for side in ("in trans", "in cis") if phase.startswith(side)), "")


def _contradict(typed: str, read: str) -> bool:
    """Whether two results of one parent cannot both be true; "" is no result."""
    if not typed or not read:
        return False
    if Genotype.NOT_DETECTED in {typed, read}:
        return typed != read
    return {typed, read} == {Genotype.HETEROZYGOUS, Genotype.HOMOZYGOUS}


def _result(result: str) -> str:
    """Say a result; what the laboratory wrote in its own words stands as it is."""
    return say(result) if result in (*Genotype, "detected") else result
