"""What every document is made from: the case, its plan, its statements, and the gene files."""

from __future__ import annotations

from dataclasses import dataclass, field

from genetics.panel import Panel
from genetics.phrases import say
from genetics.results import Finding
from pedigrees.case import Callability, Case, Diagnosis
from pedigrees.clinical.facts import Facts
from pedigrees.clinical.findings_facts import reportable
from pedigrees.pattern import familial_variant
from pedigrees.people import Person
from pedigrees.plan import Pattern, Plan
from reports.management.alarms import Alarm
from reports.management.statements import Statements
from reports.site import Site

PATTERNS_WITH_FIGURES = (Pattern.XL_M, Pattern.XL_F, Pattern.AR)


def figures_allowed(plan: Plan) -> bool:
    """Whether chances may be printed at all in this pattern (KNOWLEDGE.md 10.1)."""
    return plan.decided and not plan.stopped and plan.pattern in PATTERNS_WITH_FIGURES


@dataclass(frozen=True, slots=True)
class Basis:
    """One case with all that was concluded about it, and which software concludes it.

    `facts` are those of the second phase: they know whether a pregnant relative is flagged.
    `kept_back` are the documents made before this one that the audit withheld.
    """

    case: Case
    plan: Plan
    statements: Statements
    panel: Panel
    facts: Facts
    software: str
    alarms: tuple[Alarm, ...] = ()
    site: Site = field(default_factory=Site)
    kept_back: frozenset[str] = frozenset()

    @property
    def proband(self) -> Person:
        """Return the person the documents are about."""
        return self.case.family.proband

    @property
    def stopped(self) -> bool:
        """Whether a person must decide before anything is said."""
        return bool(self.plan.stopped)

    @property
    def minor(self) -> bool:
        """Whether the proband is, or could be, under 18."""
        return self.holds("minor")

    @property
    def figures(self) -> bool:
        """Whether chances may be printed at all in this case."""
        return figures_allowed(self.plan)

    @property
    def x_linked(self) -> bool:
        """Whether the family is one of the two X-linked patterns, decided and not stopped."""
        return self.figures and self.plan.pattern in (Pattern.XL_M, Pattern.XL_F)

    @property
    def recessive(self) -> bool:
        """Whether the family is a recessive one, decided and not stopped."""
        return self.figures and self.plan.pattern is Pattern.AR

    @property
    def counted(self) -> tuple[Finding, ...]:
        """Return the germline findings that count: P, LP or VUS, not withheld."""
        return reportable(self.case.findings)

    @property
    def withheld(self) -> bool:
        """Whether a finding is withheld: then "nothing found" may not be said."""
        return any(one.withheld and not one.somatic for one in self.case.findings)

    @property
    def nothing_found(self) -> bool:
        """Whether no finding counts, none is withheld, and nothing stops the case."""
        return not self.counted and not self.withheld and not self.stopped

    @property
    def no_test_entered(self) -> bool:
        """Whether there is neither a VCF, nor a finding, nor a word on what was read."""
        case = self.case
        entered = case.vcf or case.findings or case.callability != Callability()
        return not entered and not self.stopped

    @property
    def anaemia_recorded(self) -> bool:
        """Whether anaemia, or sideroblastic anaemia as a diagnosis, is recorded."""
        named = self.case.clinical.diagnosis is Diagnosis.CSA
        return named or self.holds("anaemia")

    @property
    def parentage_open(self) -> bool:
        """Whether a variant is called new while nobody has confirmed who the parents are."""
        familial = familial_variant(self.case)
        if familial is None or self.plan.context not in ("xlm-de-novo", "xlf-de-novo"):
            return False
        return not familial.trio.parentage_confirmed

    @property
    def versions(self) -> str:
        """Return software, knowledge version and assembly in one line."""
        return say(
            "{software} · knowledge {knowledge} · assembly {assembly}",
            software=self.software,
            knowledge=self.panel.version,
            assembly=self.case.assembly or say("not stated"),
        )

    def holds(self, fact: str) -> bool:
        """Whether a fact is true; unknown is not true."""
        return self.facts[fact] is True
