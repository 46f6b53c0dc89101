"""Opens case reports of every earlier version: each step makes one version into the next."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from genetics.errors import InputRejected, Mistake, cannot_read
from reports.record.canonical import json_of
from reports.record.manifest import not_readable

KIND = "sideroscreen-case-report"
CASE_REPORT_SCHEMA = f"{KIND}/2"
REMEDY = "name the case.json that `report` has written, or the case file itself"

Told = TypeVar("Told", bound=BaseModel)


def read_told(model: type[Told], file: Path, remedy: str = REMEDY) -> Told:
    """Return what a case report says, as far as `model` asks. Raises InputRejected."""
    return told(model, read_case_report(file), str(file), remedy)


def told(model: type[Told], report: dict[str, Any], file: str, remedy: str = REMEDY) -> Told:
    """Return what a report in the present version says to `model`. Raises InputRejected."""
    try:
        return model.model_validate_json(json.dumps(report))
    except ValidationError as problem:
        raise InputRejected(not_readable(problem, Path(file), "case report", remedy)) from None
    except RecursionError:
        raise cannot_read(file, "is no case report: nested too deep", remedy) from None


def read_case_report(file: Path) -> dict[str, Any]:
    """Return a case report in the present version. Raises InputRejected for anything else."""
    try:
        report = json_of(file.read_bytes())
    except OSError as error:
        raise cannot_read(file, f"cannot be read ({error.strerror})", REMEDY) from None
    except ValueError:
        raise cannot_read(file, "is no case report: no JSON", REMEDY) from None
    return upgraded(report, str(file))


def upgraded(report: object, file: str) -> dict[str, Any]:
    """Return a case report in the present version. Raises InputRejected for anything else."""
    if not isinstance(report, dict):
        raise InputRejected(Mistake("is no case report", REMEDY, file))
    schema = report.get("schema")
    while schema != CASE_REPORT_SCHEMA:
        if not isinstance(schema, str) or schema not in UPGRADES:
            raise InputRejected(Mistake(_unknown(schema), REMEDY, file, place="schema"))
        report = UPGRADES[schema](report)
        schema = report["schema"]
    return report


def _unknown(schema: object) -> str:
    named = schema if isinstance(schema, str) and schema.isprintable() else "nothing"
    if named.startswith(f"{KIND}/"):
        return f"{named} is newer than this software, which knows up to {CASE_REPORT_SCHEMA}"
    return f"no case report that can be read: {named} is named, {CASE_REPORT_SCHEMA} is known"


def _from_1(report: dict[str, Any]) -> dict[str, Any]:
    """From /1 to /2: "status" said "draft" or "stopped"; how far a document has come is now
    in the record alone, and the case report says only whether the case is `stopped`.
    """
    rest = {name: value for name, value in report.items() if name != "status"}
    return {**rest, "schema": f"{KIND}/2", "stopped": report.get("status") == "stopped"}


UPGRADES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {f"{KIND}/1": _from_1}
