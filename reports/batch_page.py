"""The one page about a batch: how many cases, what was found, what was not read, what to look at.

It names cases where somebody has to do something about them, and never a sample, a person or a
change. However much there is to say, it stays one page: a list is cut short and says how many
more there are, and in which file all of them stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from genetics.phrases import marked, say, say_number, spoken
from reports.batch_numbers import SAMPLE_TWICE, VERSIONS_DIFFER, GeneTotal, Summary, Versions
from reports.management.rules import load_rules
from reports.parts.heading import DRAFT, STATUS, WATERMARK, page_number
from reports.render import render_html
from reports.views import Closing, Heading, Labelled
from reports.words import day_in_words

TEMPLATE = "batch.html"
NAMED_CASES, LETTERS = 5, 34
"""How many cases are named in a line, and how many letters their ids may have together."""
NAMED_MESSAGES = 3


@dataclass(frozen=True, slots=True)
class GenesPart:
    """The table over the genes: its column titles, and a row for each gene."""

    title: str
    intro: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LinesPart:
    """A title and lines of a label and a text; `none` is said where there are no lines."""

    title: str
    lines: tuple[Labelled, ...]
    none: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchPage:
    """The page."""

    heading: Heading
    cases: LinesPart
    genes: GenesPart
    to_look_at: LinesPart
    run: LinesPart
    closing: Closing


def batch_html(summary: Summary, today: date) -> str:
    """Return the page of a batch; it is dated by its last case, `today` where there is none."""
    return render_html(TEMPLATE, batch_page(summary, today))


def batch_page(summary: Summary, today: date) -> BatchPage:
    """Return the words of the page."""
    ended = summary.timings.ended
    return BatchPage(
        heading=_heading(summary, datetime.fromisoformat(ended).date() if ended else today),
        cases=_cases(summary),
        genes=_genes(summary.genes),
        to_look_at=_to_look_at(summary),
        run=_run(summary),
        closing=_closing(),
    )


def _heading(summary: Summary, day: date) -> Heading:
    versions = summary.versions[0] if summary.versions else None
    made_by = (
        say(
            "sideroscreen {software} · knowledge {knowledge}",
            software=versions.sideroscreen,
            knowledge=versions.knowledge,
        )
        if versions
        else ""
    )
    return Heading(
        title=say("Summary of a batch"),
        subtitle=say("What was read and found over all cases; each case has its own folder"),
        status=say(DRAFT),
        labelled="",
        clinic="",
        clinic_lines=(),
        recipient=(),
        about=(Labelled(say("Date"), day_in_words(day)),),
        page_title=say("Summary of a batch"),
        versions=made_by,
        iso_date=day.isoformat(),
        watermark=say(WATERMARK),
        language=spoken().tag,
        page_number=page_number(),
    )


# What came of it --------------------------------------------------------------------------


def _cases(summary: Summary) -> LinesPart:
    done = say(
        "{done} of {cases}; samples: {samples}",
        done=summary.done,
        cases=summary.cases,
        samples=summary.samples,
    )
    lines = [Labelled(say("Done"), done)]
    for label, cases in (
        (say("Failed"), summary.failed_cases),
        (say("Missing"), summary.missing),
        (say("Folders without a row"), summary.not_in_manifest),
    ):
        if cases:
            lines.append(Labelled(label, _named(cases), strong=True))
    remarks = (say("Why a case failed or is missing stands in failures.tsv."),)
    return LinesPart(
        say("Cases"),
        tuple(lines),
        remarks=remarks if summary.failed_cases or summary.missing else (),
    )


def _named(cases: Sequence[str]) -> str:
    """Return how many cases there are, and the first of them; a long id is cut short."""
    short = [case if len(case) <= LETTERS else f"{case[: LETTERS - 1]}…" for case in cases]
    shown = short[:NAMED_CASES]
    while len(", ".join(shown)) > LETTERS and len(shown) > 1:
        shown.pop()
    named = ", ".join(shown)
    if len(shown) == len(cases):
        return say("{count}: {cases}", count=len(cases), cases=named)
    more = len(cases) - len(shown)
    return say("{count}: {cases} and {more} more", count=len(cases), cases=named, more=more)


def _genes(genes: Sequence[GeneTotal]) -> GenesPart:
    return GenesPart(
        title=say("Genes"),
        intro=say(
            "Samples by what is said of the gene. Not assessed is never reference. Found leaves "
            "out class LB and B; the changes include them, and structural ones."
        ),
        columns=(
            say("Gene"),
            say("Samples"),
            say("Found"),
            say("Changes"),
            say("Nothing found"),
            say("Partly assessed"),
            say("Not assessed"),
        ),
        rows=tuple(
            (
                one.gene,
                str(one.samples),
                str(one.found),
                str(one.findings + one.structural),
                str(one.nothing_found),
                str(one.partly_assessed),
                say(
                    "{count} ({percent} %)",
                    count=one.not_assessed,
                    percent=f"{100 * one.not_assessed_rate:.1f}",
                ),
            )
            for one in genes
        ),
    )


# What to look at --------------------------------------------------------------------------

_WARNINGS = {
    SAMPLE_TWICE: (
        marked("Same sample id"),
        marked("stands in several cases, {cases}"),
    ),
    VERSIONS_DIFFER: (
        marked("Versions differ"),
        marked("from those below, {cases}"),
    ),
}


def _to_look_at(summary: Summary) -> LinesPart:
    """Return the warnings over several cases, and the messages of the scans by their ids."""
    cases: dict[str, list[str]] = {}
    for warning in summary.warnings:
        cases.setdefault(warning.id, []).extend(warning.cases)
    warnings = [
        Labelled(say(label), say(text, cases=_named(tuple(dict.fromkeys(which)))), strong=True)
        for (label, text), which in ((_WARNINGS[one], which) for one, which in cases.items())
    ]
    lines = (*warnings, *_messages(summary.messages))
    remark = say(
        "The warnings stand with their cases in summary.json, the messages as sentences in the "
        "status of each case."
    )
    return LinesPart(
        say("Warnings and messages"),
        lines,
        none=say("There is none."),
        remarks=(remark,) if lines else (),
    )


def _messages(messages: Mapping[str, int]) -> tuple[Labelled, ...]:
    """Return the ids of the messages with their numbers, the most frequent first."""
    ranked = sorted(messages.items(), key=lambda one: (-one[1], one[0]))
    shown, more = ranked[:NAMED_MESSAGES], ranked[NAMED_MESSAGES:]
    if not shown:
        return ()
    told = ", ".join(say("{id} ({count})", id=name, count=count) for name, count in shown)
    if more:
        others = say_number("{number} other kind", "{number} other kinds", len(more))
        told = say("{messages}; {others}", messages=told, others=others)
    return (Labelled(say("Messages of scans"), told),)


# How it was done --------------------------------------------------------------------------


def _run(summary: Summary) -> LinesPart:
    lines = (Labelled(say("Versions"), _versions(summary.versions)), *_timings(summary))
    return LinesPart(say("Versions and timings"), lines)


def _versions(versions: Sequence[Versions]) -> str:
    if not versions:
        return say("no case was run")
    first, *others = versions
    told = say(
        "sideroscreen {software}, knowledge {knowledge}, laboratory’s files: {files}",
        software=first.sideroscreen,
        knowledge=first.knowledge,
        files=len(first.library),
    )
    if not others:
        return told
    return say("{versions}; other versions: {count}", versions=told, count=len(others))


def _timings(summary: Summary) -> tuple[Labelled, ...]:
    timings = summary.timings
    if not timings.started:
        return ()
    began, ended = map(datetime.fromisoformat, (timings.started, timings.ended))
    read = summary.done + summary.failed
    told = say(
        "{began} to {ended}; processor {seconds} s a case, PDFs apart",
        began=f"{began:%Y-%m-%d %H:%M:%S}",
        ended=f"{ended:%Y-%m-%d %H:%M:%S}",
        seconds=f"{timings.cpu_seconds / max(read, 1):.3f}",
    )
    return (Labelled(say("Begun, ended (UTC)"), told),)


def _closing() -> Closing:
    words = load_rules().of("SR-33").professional
    return Closing(
        title=say("Checked by"),
        greeting="",
        signatures=(say("Name and role"),),
        signature_hint=say("Signature and date"),
        disclaimer=f"{say(words)} {say(STATUS)} (SR-33)",
        contact="",
    )
