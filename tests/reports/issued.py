"""Documents written with their record, the way `write_documents` puts the two together."""

from __future__ import annotations

from pathlib import Path

from builders import PANEL, SOFTWARE, Whole

from pedigrees.clinical.facts import Facts
from reports.basis import Basis
from reports.case_json import case_json
from reports.deserved import deserved
from reports.management.alarms import pregnant_relative_flagged
from reports.record.issue import open_record, stored_view
from reports.sections import without
from reports.site import Site
from reports.staging import move_into


def basis_of(whole: Whole, panel=PANEL, software=SOFTWARE, alarms=(), site=None) -> Basis:
    facts = Facts(whole.case, relative_pregnant_flagged=pregnant_relative_flagged(whole.plan))
    return Basis(
        whole.case, whole.plan, whole.statements, panel, facts, software, alarms, site or Site()
    )


def issue(
    basis: Basis, folder: Path, *, amend="", inputs=None, pdf=False, archive=False, only=()
) -> None:
    """Write the documents of a case into a folder, and what belongs to them into its record."""
    record = open_record(folder, basis.case.id, amend, inputs)
    made = [one for one in deserved(basis) if not only or one.name in only]
    left_out = basis.site.left_out
    views = {one.name: without(one.name, one.view(basis), left_out) for one in made}
    report = case_json(basis, views, [])
    written = []
    for one in made:
        stored = stored_view(basis, one, views[one.name])
        attached = {"case.json": report} if archive else {}
        standing = record.standing_of(one.name)
        written.append((stored, stored.files(standing, attached, pdf=pdf)))
    files = {name: content for _, printed in written for name, content in printed.items()}
    beside = record.files(basis, written, report)
    move_into(folder, {**files, "case.json": report, **beside}, record.known_files)
