"""What a person's findings in one gene gain from the phase of the file and from the parents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from genetics.inheritance import Sex
from genetics.kin.calls import ParentCall, both_calls
from genetics.kin.de_novo import de_novo_answer, is_from_mother_alone
from genetics.kin.origin import origin_of, parental_results
from genetics.kin.pairs import Paired, pair_of
from genetics.kin.parents import Parents, Role
from genetics.kin.phase import SAME_BASES, Phase, PhasedPair
from genetics.kin.phase_set import Change
from genetics.kin.same_bases import against_new
from genetics.messages import Message
from genetics.observations import Observations
from genetics.phrases import say
from genetics.results import Finding
from genetics.variants import Variant

PHASE_CONFLICT = "PHASE_CONFLICT"
TOO_MANY_TO_PAIR = "TOO_MANY_TO_PAIR"

# So many changes of one gene are paired, each with each; our own choice, to bound the work.
MOST_PAIRED = 60


@dataclass(frozen=True, slots=True)
class FamilyReading:
    """The findings with phase, origin and de novo answer, and how each two of them lie."""

    findings: tuple[Finding, ...]
    pairs: tuple[PhasedPair, ...] = ()


def family_reading(
    findings: Sequence[Finding], sample: str, parents: Parents, observations: Observations
) -> FamilyReading:
    """Return the findings of one gene of one person with what phase and parents tell.

    - Each two findings that are not withheld make a pair (``pairs.pair_of``).
    - A finding's own phase is that of its pairs with the changes of the weightiest class among
      its partners (P or LP, then VUS, then the others): the answer they share, "unknown" where
      they differ or one is unknown, "" where it has no partner. So a benign change beside
      two disease-causing ones does not blur how these lie.
    - With a parent in the file each finding gets the parents' results, the parent it comes
      from, and the answer whether it is new (``origin``, ``de_novo``). Where phase set and
      parents contradict each other, no origin is named, and both findings say so. So it is
      with two changes of the same bases whose genotypes cannot both be right.
    """
    sex = observations.sexes.get(sample, Sex.UNKNOWN)
    in_file = any(parent in observations.sexes for parent in parents)
    people = _People(sample, sex, parents, observations)
    counted = [one for one in findings if not one.withheld and one.variant is not None]
    too_many = len(counted) > MOST_PAIRED
    paired = _paired(counted if not too_many else [], people)
    by_variant = {one.variant: one for one in counted}
    told = (_with_phase(one, paired, by_variant, too_many) for one in findings)
    in_conflict = {
        variant
        for one in paired
        if one.contradicted or one.overlapping
        for variant in (one.pair.first, one.pair.second)
    }
    return FamilyReading(
        tuple(
            people.with_parents(one, in_doubt=one.variant in in_conflict) if in_file else one
            for one in told
        ),
        tuple(one.pair for one in paired),
    )


@dataclass(frozen=True, slots=True)
class _People:
    """Child and parents, and what the records show of them."""

    sample: str
    sex: Sex
    parents: Parents
    observations: Observations

    def change(self, finding: Finding) -> Change:
        return Change(finding, self.observations.of(self.sample, finding.variant))

    def calls(self, finding: Finding) -> Sequence[ParentCall]:
        return both_calls(self.parents, finding.variant, self.observations)

    def with_parents(self, finding: Finding, *, in_doubt: bool) -> Finding:
        seen = self.observations.of(self.sample, finding.variant)
        calls = self.calls(finding)
        x_linked = any(one.allele.gene.x_linked for one in seen)
        return replace(
            finding,
            trio=parental_results(calls),
            parental_origin=""
            if in_doubt
            else origin_of(finding.zygosity, x_linked, self.sex, calls),
            de_novo=de_novo_answer(finding, self.sex, calls, seen, self._against_new(finding)),
        )

    def _against_new(self, finding: Finding) -> Sequence[str]:
        if finding.variant is None:
            return ()
        seen = self.observations.of(self.sample, finding.variant)
        son = is_from_mother_alone(self.sex, seen)
        mother, father = (self._in_file(self.parents.of(role)) for role in Role)
        asked = Parents(mother, None if son else father)
        return tuple(against_new(finding.variant, self.sample, self.sex, asked, self.observations))

    def _in_file(self, sample: str | None) -> str | None:
        return sample if sample in self.observations.sexes else None


def _paired(findings: Sequence[Finding], people: _People) -> list[Paired]:
    known = [(people.change(one), people.calls(one)) for one in findings]
    pairs = (
        pair_of(first, second, people.sex, of_first, of_second)
        for (first, of_first), (second, of_second) in combinations(known, 2)
    )
    return [one for one in pairs if one is not None]


def _with_phase(
    finding: Finding,
    paired: Sequence[Paired],
    by_variant: Mapping[Variant | None, Finding],
    too_many: bool,
) -> Finding:
    if finding.variant not in by_variant:
        return finding
    if too_many:
        why = say(
            "{count} changes in this gene: how they lie to each other was not worked out",
            count=len(by_variant),
        )
        warning = Message(why, TOO_MANY_TO_PAIR)
        return replace(finding, phase=Phase.UNKNOWN.value, warnings=(*finding.warnings, warning))
    own = [one for one in paired if one.pair.other(finding.variant) is not None]
    if not own:
        return finding
    warnings = [
        Message(one.pair.why, PHASE_CONFLICT if one.contradicted else SAME_BASES)
        for one in own
        if one.contradicted or one.overlapping
    ]
    partners = [(one.pair, by_variant[one.pair.other(finding.variant)]) for one in own]
    weightiest = min(_weight(partner) for _, partner in partners)
    phases = [pair.phase for pair, partner in partners if _weight(partner) == weightiest]
    return replace(
        finding,
        phase=_shared(phases).value,
        warnings=(*finding.warnings, *warnings),
    )


def _weight(finding: Finding) -> int:
    side = finding.classification.side if finding.classification is not None else ""
    return {"P/LP": 0, "VUS": 1}.get(side, 2)


def _shared(phases: Sequence[Phase]) -> Phase:
    """Return the answer that all give, whatever tells so; else unknown."""
    same = all(one.is_trans for one in phases) or all(one.is_cis for one in phases)
    return phases[0] if same else Phase.UNKNOWN
