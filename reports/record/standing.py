"""How far a document has come, and the words on its pages that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from genetics.phrases import say
from reports.record.canonical import plain
from reports.views import Labelled
from reports.words import day_in_words


class Stage(StrEnum):
    """What has happened to the present version of a document."""

    DRAFT = "draft"
    CHECKED = "checked"
    AUTHORISED = "authorised"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Act:
    """Who did something, and on which day."""

    who: str
    when: date


@dataclass(frozen=True, slots=True)
class Amends:
    """The authorised version that a document takes the place of, and why."""

    version: int
    authorised_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Version and stage of one document, with who checked and who authorised it.

    `head` is the last digest of the record before it was authorised: it is printed, so that
    a copy on paper is kept outside of the folder.
    """

    version: int = 1
    stage: Stage = Stage.DRAFT
    checked: Act | None = None
    authorised: Act | None = None
    amends: Amends | None = None
    head: str = ""


PRINTED_DIGITS = 12
"""How many digits of a digest are printed."""


def told_to(addressee: str, standing: Standing) -> Standing:
    """Return what a letter to `addressee` ("": the document is about the proband) may tell.

    A relative may know nothing about anybody else, and the reason for an amendment may be
    another person's result: it is not told in a letter to a relative.
    """
    if not addressee or standing.amends is None:
        return standing
    return replace(standing, amends=replace(standing.amends, reason=""))


def standing_on(view: Any, report_id: str, standing: Standing) -> Any:
    """Return a document's view on whose pages its standing is said, as `with_standing` does."""
    frame = {"heading": plain(view.heading), "closing": plain(view.closing)}
    said = with_standing(frame, report_id, standing)
    head, end = said["heading"], said["closing"]
    heading = replace(
        view.heading,
        about=tuple(Labelled(**row) for row in head["about"]),
        watermark=head["watermark"],
        status=head["status"],
        versions=head["versions"],
    )
    closing = replace(view.closing, signatures=tuple(end["signatures"]))
    return replace(view, heading=heading, closing=closing)


def with_standing(view: Mapping[str, Any], report_id: str, standing: Standing) -> dict[str, Any]:
    """Return a view (as stored) on whose pages its standing is said.

    * draft, version 1: as it was put into words, with its word across each page; from
      version 2 on the version, and which version it takes the place of, and why;
    * checked: beside the status who checked it and when;
    * authorised: no word across the pages; both signatories with their days; the version,
      and the head of the record at the foot of each page.
    """
    heading, closing = dict(view["heading"]), dict(view["closing"])
    heading["about"] = _about(heading["about"], report_id, standing)
    if standing.stage is Stage.AUTHORISED:
        heading["watermark"] = ""
    heading["status"] = _status(heading["status"], standing)
    heading["versions"] = _foot(heading["versions"], standing)
    closing["signatures"] = _signatures(closing["signatures"], standing)
    return {**view, "heading": heading, "closing": closing}


def _about(rows: list[dict[str, Any]], report_id: str, standing: Standing) -> list[dict[str, Any]]:
    """Return the lines about the document with its version; the id tells which line it is."""
    if standing.version == 1 and standing.stage is not Stage.AUTHORISED:
        return rows
    told = [
        {**row, "text": _version(report_id, standing)} if report_id in row["text"] else row
        for row in rows
    ]
    if standing.amends is None:
        return told
    return [*told, {"label": say("Replaces"), "text": _replaced(standing.amends), "strong": True}]


def _version(report_id: str, standing: Standing) -> str:
    if standing.stage is Stage.AUTHORISED:
        return say("{report}, version {version}", report=report_id, version=standing.version)
    return say("{report}, version {version}, draft", report=report_id, version=standing.version)


def _replaced(amends: Amends) -> str:
    day = day_in_words(amends.authorised_on)
    if not amends.reason:
        return say("version {version} of {day}", version=amends.version, day=day)
    return say(
        "version {version} of {day}. Reason: {reason}",
        version=amends.version,
        day=day,
        reason=amends.reason,
    )


def _status(draft: str, standing: Standing) -> str:
    if standing.authorised is not None:
        day = day_in_words(standing.authorised.when)
        return say("AUTHORISED – version {version}, {day}", version=standing.version, day=day)
    if standing.checked is not None:
        return say(
            "{status} – checked by {name}, {day}",
            status=draft,
            name=standing.checked.who,
            day=day_in_words(standing.checked.when),
        )
    return draft


def _foot(versions: str, standing: Standing) -> str:
    if not standing.head:
        return versions
    head = standing.head[:PRINTED_DIGITS]
    return say("{versions} · record {head}", versions=versions, head=head)


def _signatures(open_lines: list[str], standing: Standing) -> list[str]:
    """Return who signs: the acts done, and the open lines while one is still to come."""
    if standing.checked is None:
        return open_lines
    done = _checked(standing.checked)
    if standing.authorised is None:
        return [done, *open_lines]
    return [done, _authorised(standing.authorised)]


def _checked(act: Act) -> str:
    return say("Checked by {name} on {day}", name=act.who, day=day_in_words(act.when))


def _authorised(act: Act) -> str:
    return say("Authorised by {name} on {day}", name=act.who, day=day_in_words(act.when))
