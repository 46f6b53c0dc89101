"""Which documents would say something else today, for whom, and a draft of the note about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from genetics.phrases import say
from reports.basis import Basis
from reports.deserved import Document, deserved, reasons_against
from reports.record.canonical import CASE_REPORT
from reports.record.manifest import MANIFEST, Entry, Manifest
from reports.record.standing import Stage
from reports.record.stored_views import StoredView, read_view, view_as_stored
from reports.record.upgrades import read_told
from reports.sections import without
from reports.stored_case import RelativeAnswer, read_stored_case, relative_answers

NOT_COMPARED = frozenset({"status", "watermark", "versions", "about", "mark", "number"})
"""Parts of a view that say how far a document has come, or only count its sources."""


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """One document that today's knowledge would change: which texts go, which come.

    `whom` is the person it is addressed to, `why_not` says why it would not be written at all.
    """

    document: str
    report_id: str
    version: int
    stage: Stage
    whom: str
    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def issued(self) -> bool:
        """Whether it was authorised: then an amendment is due."""
        return self.stage is Stage.AUTHORISED

    def __str__(self) -> str:
        what = self.why_not or f"texts that go: {len(self.gone)}, that come: {len(self.new)}"
        return f"{self.report_id}, version {self.version}, {self.stage}, for {self.whom}: {what}"


@dataclass(frozen=True, slots=True)
class Recheck:
    """One case concluded again: what follows now that did not, and which documents change."""

    case: str
    then: str
    now: str
    conclusions: tuple[str, ...]
    documents: tuple[DocumentChange, ...]


def compare(folder: Path, manifest: Manifest, today: Basis) -> Recheck:
    """Hold what is stored in a folder against what is concluded today. Raises InputRejected."""
    present = {one.name: one for one in deserved(today)}
    refused = reasons_against(today)
    changes = [
        _change(folder, manifest, last, present.get(last.document), refused, today)
        for last in _last_entries(manifest)
    ]
    return Recheck(
        case=manifest.case,
        then=_versions(manifest.entries[-1]) if manifest.entries else "",
        now=f"{today.software}, knowledge {today.panel.version}",
        conclusions=tuple(_conclusions(folder, today)),
        documents=tuple(change for change in changes if change is not None),
    )


def _last_entries(manifest: Manifest) -> Iterator[Entry]:
    for document in manifest.documents:
        last = manifest.last_of(document)
        if last is not None and manifest.standing_of(document).stage is not Stage.WITHDRAWN:
            yield last


def _versions(entry: Entry) -> str:
    return f"{entry.software}, knowledge {entry.knowledge}"


# Documents --------------------------------------------------------------------------------


def _change(
    folder: Path,
    manifest: Manifest,
    last: Entry,
    document: Document | None,
    refused: Mapping[str, str],
    today: Basis,
) -> DocumentChange | None:
    stored = read_view(folder, last.stem)
    standing = manifest.standing_of(last.document)
    whom = stored.addressee or today.proband.id
    if document is None:
        kind = last.document.partition(":")[0]
        reason = refused.get(last.document) or refused.get(kind, "no longer deserved")
        why = f"would not be written now ({reason})"
        return DocumentChange(
            last.document, last.report_id, last.version, standing.stage, whom, why_not=why
        )
    view = without(document.name, document.view(today), today.site.left_out)
    gone, new = _differences(stored, view, last, today)
    if not gone and not new:
        return None
    return DocumentChange(
        last.document, last.report_id, last.version, standing.stage, whom, gone, new
    )


def _differences(
    stored: StoredView, view: object, last: Entry, today: Basis
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the texts that only the stored view has, and those that only today's has.

    The version of the knowledge by itself is no difference.
    """
    before = [
        text.replace(last.knowledge, today.panel.version).replace(last.software, today.software)
        for text in _texts(stored.view)
    ]
    now = list(_texts(view_as_stored(view)))
    gone: list[str] = []
    new: list[str] = []
    for kind, start, end, start_now, end_now in SequenceMatcher(
        None, before, now, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            gone += before[start:end]
            new += now[start_now:end_now]
    return tuple(gone), tuple(new)


def _texts(value: Any) -> Iterator[str]:
    """Yield the texts of a view in the order of its names; a drawing counts as one text."""
    if isinstance(value, str):
        if value:
            yield say("(drawing)") if value.startswith("<svg") else value
    elif isinstance(value, dict):
        for name in sorted(value):
            if name not in NOT_COMPARED:
                yield from _texts(value[name])
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


# Conclusions ------------------------------------------------------------------------------


def _conclusions(folder: Path, today: Basis) -> Iterator[str]:
    """Yield what is concluded otherwise today: classes, pattern, rules, alarms, relatives."""
    report = read_told(_Concluded, folder / CASE_REPORT)
    yield from _classes(report.findings, today)
    pattern = report.plan.pattern
    if pattern != today.plan.pattern.value:
        yield say("pattern: {now}, then {then}", now=today.plan.pattern.value, then=pattern)
    yield from _rules(report.statements.applied, today)
    yield from _alarms(report.alarms, today)
    yield from _relatives(read_stored_case(folder / CASE_REPORT).relatives, today)


class _Part(BaseModel):
    """A part of a case report; what is not compared is left alone."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class _Ours(_Part):
    """The class on file."""

    classification: str


class _Finding(_Part):
    """One finding with the class that was used, and the one on file."""

    name: str
    classification: str | None
    our_class: _Ours | None


class _Alarm(_Part):
    """One alarm in its words."""

    id: str
    professional: str
    plain: str


class _Rule(_Alarm):
    """One rule in its words, and whether it stood for today or for later."""

    step: str


class _Applied(_Part):
    """The rules that were applied."""

    applied: tuple[_Rule, ...]


class _Plan(_Part):
    """The pattern of the family."""

    pattern: str


class _Concluded(_Part):
    """What was concluded then."""

    findings: tuple[_Finding, ...]
    plan: _Plan
    statements: _Applied
    alarms: tuple[_Alarm, ...]


def _classes(stored: Iterable[_Finding], today: Basis) -> Iterator[str]:
    """Yield each finding with another class: the one that is used, and the one on file."""
    then = {one.name: one for one in stored}
    for finding in today.case.findings:
        before = then.get(finding.name)
        if before is None:
            continue
        used, ours = finding.classification, finding.our_class
        used_now = used.value if used is not None else "-"
        ours_now = ours.classification.value if ours is not None else "-"
        used_then = before.classification or "-"
        ours_then = before.our_class.classification if before.our_class is not None else "-"
        if used_now != used_then:
            yield say(
                "class of {finding}: {now}, then {then}",
                finding=finding.name,
                now=used_now,
                then=used_then,
            )
        elif ours_now != ours_then:
            yield say(
                "class on file of {finding}: {now}, then {then}",
                finding=finding.name,
                now=ours_now,
                then=ours_then,
            )


def _rules(stored: Iterable[_Rule], today: Basis) -> Iterator[str]:
    then = {one.id: (one.step, one.professional, one.plain) for one in stored}
    now = {
        one.rule: (one.step.value, one.professional, one.plain) for one in today.statements.applied
    }
    yield from _compared(then, now)


def _alarms(stored: Iterable[_Alarm], today: Basis) -> Iterator[str]:
    then = {one.id: (one.professional, one.plain) for one in stored}
    now = {one.id: (one.professional, one.plain) for one in today.alarms}
    yield from _compared(then, now)


def _compared(then: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    for rule in dict.fromkeys((*then, *now)):
        if rule not in now:
            yield say("{rule}: applies no longer", rule=rule)
        elif rule not in then:
            yield say("{rule}: applies now", rule=rule)
        elif then[rule] != now[rule]:
            yield say("{rule}: says something else now", rule=rule)


def _relatives(stored: Iterable[RelativeAnswer], today: Basis) -> Iterator[str]:
    then = {one.person: one for one in stored}
    for one in relative_answers(today.plan):
        before = then.get(one.person)
        if before is None or _offer(before) == _offer(one):
            continue
        yield say(
            "{person} ({relation}): {now}, then {then}",
            person=one.person,
            relation=one.relation,
            now=_offer(one),
            then=_offer(before),
        )


def _offer(relative: RelativeAnswer) -> str:
    tests = " + ".join(relative.tests) or "-"
    return f"{relative.flag} [{tests}; {relative.reason_id}]"


# The note ---------------------------------------------------------------------------------


def amendment_note(checked: Recheck, change: DocumentChange) -> str:
    """Return the draft of the note that goes with an amended document, as Markdown."""
    title = say("Amendment of {report} (draft)", report=change.report_id)
    about = (
        say("Case: {case}", case=checked.case),
        say("Version issued: {version}", version=change.version),
        say("For: {person}", person=change.whom),
        say("Issued with: {versions}", versions=checked.then),
        say("Checked again with: {versions}", versions=checked.now),
    )
    nothing = say("Nothing in the conclusions; the wording alone.")
    parts = [
        f"# {title}",
        say("A draft: a person reads it, words it and signs it before it is sent."),
        _listed(about),
        f"## {say('What follows now')}",
        _listed(checked.conclusions or (nothing,)),
    ]
    if change.why_not:
        parts += [say("The document would not be written any more.")]
    if change.gone:
        parts += [f"## {say('No longer said')}", _listed(change.gone)]
    if change.new:
        parts += [f"## {say('Said now')}", _listed(change.new)]
    return "\n\n".join(parts) + "\n"


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {' '.join(line.split())}" for line in lines)


def places_with_records(folder: Path) -> tuple[Path, ...]:
    """Return the case folders with a record: the folder itself, or those inside it.

    Hidden folders are not looked into: a run that was cut off can have left one.
    """
    found = (path.relative_to(folder) for path in folder.rglob(MANIFEST))
    seen = (path.parent.parent for path in found if not any(map(_hidden, path.parts)))
    return tuple(folder / place for place in sorted(set(seen)))


def _hidden(part: str) -> bool:
    return part.startswith(".")
