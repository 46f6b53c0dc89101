"""The site profile as it is written: every table and key that may stand in it."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from pedigrees.readers.case_model import SitePart
from pedigrees.readers.case_types import Line, Part
from reports.sections import OPTIONAL
from reports.site import Paper

SCHEMA = "sideroscreen-site/1"


class ClinicPart(Part):
    """Who writes. `logo` is a PNG or SVG; its path starts in the folder of the profile."""

    name: Line
    lines: tuple[Line, ...] = ()
    contact: Line = ""
    logo: Line = ""
    accreditation: Line = ""
    signatories: tuple[Line, ...] = ()


class SiteFile(Part):
    """One clinic or laboratory: who it is, and how its documents look and speak.

    `sections` switches optional sections of a document off; `phrases` holds own wordings by
    the id of the phrase; `settings` are those that rules refer to. What a case file states
    itself goes before all of it.
    """

    model_config = ConfigDict(title=SCHEMA)

    schema_: Annotated[Literal["sideroscreen-site/1"], Field(alias="schema")]
    clinic: ClinicPart
    paper: Paper = Paper.A4
    language: Line | None = None
    sections: dict[Line, dict[Line, bool]] = Field(default_factory=dict)
    phrases: dict[Line, Line] = Field(default_factory=dict)
    settings: SitePart = SitePart()


def site_schema() -> dict[str, Any]:
    """Return the JSON Schema of the site profile, as it is shipped in docs/site.schema.json."""
    schema = SiteFile.model_json_schema()
    schema["properties"]["sections"] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            document: {
                "type": "object",
                "additionalProperties": False,
                "properties": {section: {"type": "boolean"} for section in sections},
            }
            for document, sections in OPTIONAL.items()
        },
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, **schema}


def schema_text() -> str:
    """Return the text of docs/site.schema.json."""
    return json.dumps(site_schema(), indent=2, ensure_ascii=False) + "\n"
