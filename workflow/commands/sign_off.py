"""Sign a document off: one person checks it, a second one authorises it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from genetics.errors import Mistake, UsageError


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs, as what, on which day; a key where the PDF is signed as well."""

    checked_by: str = ""
    authorised_by: str = ""
    day: date | None = None
    pkcs12: Path | None = None
    passphrase: Path | None = None


def run_sign_off(folder: Path, document: str, signatory: Signatory) -> int:
    """Sign one document of a folder off, say what was done, and return 0.

    Raises SideroscreenError where it may not be signed: see `reports.record.sign_off`.
    """
    from reports.record.sign_off import authorise_document, check_document
    from reports.record.signature import Key
    from reports.record.standing import Act
    from workflow.versions import software_version

    _check(signatory)
    software = f"sideroscreen {software_version()}"
    day = signatory.day or datetime.now().astimezone().date()
    if signatory.checked_by:
        act = Act(signatory.checked_by, day)
        done = check_document(folder, document, act, software)
    else:
        key = Key(signatory.pkcs12, signatory.passphrase) if signatory.pkcs12 else None
        act = Act(signatory.authorised_by, day)
        done = authorise_document(folder, document, act, software, key)
    click.echo(str(done))
    return 0


def _check(signatory: Signatory) -> None:
    """Raise UsageError unless exactly one person signs, with a key only to authorise."""
    named = [bool(one.strip()) for one in (signatory.checked_by, signatory.authorised_by)]
    if sum(named) != 1:
        what = "one person signs at a time"
        raise UsageError(Mistake(what, "give --checked-by NAME or --authorised-by NAME"))
    if signatory.checked_by and signatory.pkcs12:
        what = "only an authorised document is signed with a key"
        raise UsageError(Mistake(what, "give --pkcs12 with --authorised-by"))
    if signatory.passphrase and not signatory.pkcs12:
        what = "there is a passphrase and no key"
        raise UsageError(Mistake(what, "give --pkcs12 as well"))


@click.command("sign-off", help=__doc__)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("document", metavar="DOCUMENT")
@click.option("--checked-by", metavar="NAME", default="", help="Who has checked it.")
@click.option("--authorised-by", metavar="NAME", default="", help="Who authorises it.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day. Default: today.")
@click.option(
    "--pkcs12",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Key and certificate: the authorised PDF is signed with it (extra [sign]).",
)
@click.option(
    "--passphrase-file",
    "passphrase",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="File with the passphrase of the key.",
)
def command(
    folder: Path,
    document: str,
    checked_by: str,
    authorised_by: str,
    day: datetime | None,
    pkcs12: Path | None,
    passphrase: Path | None,
) -> int:
    """Example: sideroscreen sign-off documents referral --checked-by "Dr A. Example"."""
    signatory = Signatory(
        checked_by, authorised_by, day.date() if day else None, pkcs12, passphrase
    )
    return run_sign_off(folder, document, signatory)
