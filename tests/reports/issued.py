"""Documents written with their record, the way `write_documents` puts the two together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builders import DAY, PANEL, SOFTWARE, Whole

from pedigrees.case import Address, Case, Sample
from pedigrees.clinical.facts import Facts
from reports.basis import Basis
from reports.case_json import case_json
from reports.deserved import REPORTS, deserved
from reports.management.alarms import pregnant_relative_flagged
from reports.record.issue import open_record, stored_view
from reports.sections import without
from reports.site import Site
from reports.staging import alone_in


def basis_of(whole: Whole, panel=PANEL, software=SOFTWARE, alarms=(), site=None) -> Basis:
    """Return the basis of a case in which all is stated that letters and reports must have."""
    case = all_stated(whole.case)
    facts = Facts(case, relative_pregnant_flagged=pregnant_relative_flagged(whole.plan))
    return Basis(case, whole.plan, whole.statements, panel, facts, software, alarms, site or Site())


def all_stated(case: Case) -> Case:
    """Return the case with all that must be stated in every document but the laboratory's."""
    somebody = Address("Somebody", ("9 Sample Street",))
    family = {one.id: Address(f"Reader {one.id}", ("8 Sample Street",)) for one in case.family}
    return replace(
        case,
        record_number="R-1",
        names={**family, **case.names},
        recipients={**dict.fromkeys(REPORTS, somebody), **case.recipients},
        sample=Sample("S-1", "DNA", "blood", DAY, DAY),
        letterhead=replace(case.letterhead, clinic="Clinic", contact="telephone 00 000"),
    )


def issue(
    basis: Basis, folder: Path, *, amend="", inputs=None, pdf=False, archive=False, only=()
) -> None:
    """Write the documents of a case into a folder, and what belongs to them into its record."""
    with alone_in(folder) as place:
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
        place.move_in(record.files(basis, written, report), record.known_files)
