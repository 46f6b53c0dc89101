"""Signs a PDF with a key of the signatory's, and says whether the signature in a PDF is intact.

The signature is added behind the PDF (an incremental update, in the form of PAdES), so the
bytes before it stay as they were. Whether the certificate can be trusted is not judged here:
that needs the trust list of the organisation, and the network.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from genetics.errors import InputRejected, Mistake, UsageError, cannot_read

FIELD = "Authorisation"
NOT_JUDGED = "trust of the certificate was not judged"
INSTALL = 'install the extra: pip install "sideroscreen[sign]"'


@dataclass(frozen=True, slots=True)
class Key:
    """Where the key and the certificate lie (PKCS #12), and the file with its passphrase."""

    pkcs12: Path
    passphrase: Path | None = None


@dataclass(frozen=True, slots=True)
class Seal:
    """One signature found in a PDF: whose certificate, for which reason, and what became of it.

    `intact` is None where it was not judged: that needs pyHanko.
    """

    subject: str
    reason: str
    intact: bool | None

    def __str__(self) -> str:
        if self.intact is None:
            return f"it is signed, and the signature was not judged: {INSTALL}"
        state = "intact" if self.intact else "NOT intact: the file was changed after signing"
        return f"signature of {self.subject} ({self.reason}): {state}; {NOT_JUDGED}"


def signed(pdf: bytes, key: Key, name: str, report_id: str) -> bytes:
    """Return the PDF with a signature. Raises UsageError and InputRejected."""
    _needs_the_extra()
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko.sign.fields import SigSeedSubFilter

    signer = _signer(key)
    details = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=f"Authorised: {report_id}",
        name=name,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    written = signers.sign_pdf(writer, details, signer=signer)
    content = written.getvalue()
    assert isinstance(content, bytes)
    return content


def _signer(key: Key) -> Any:
    from pyhanko.sign.signers import SimpleSigner

    passphrase = _content(key.passphrase).rstrip(b"\r\n") if key.passphrase is not None else None
    content = _content(key.pkcs12)
    try:
        return SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=passphrase)
    except ValueError:
        what = "the key cannot be opened: no PKCS #12 file, or another passphrase"
        remedy = "check --pkcs12 and --passphrase-file"
        raise InputRejected(Mistake(what, remedy, str(key.pkcs12))) from None


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise cannot_read(path, f"cannot be read ({error.strerror})", "check the path") from None


def seals(pdf: bytes) -> tuple[Seal, ...]:
    """Return the signatures in a PDF, none where it is not signed."""
    if b"/ByteRange" not in pdf:
        return ()
    try:
        _needs_the_extra()
    except UsageError:
        return (Seal("a certificate that was not read", "no reason was read", intact=None),)
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation.errors import SignatureValidationError

    try:
        return tuple(_seal(one) for one in PdfFileReader(io.BytesIO(pdf)).embedded_signatures)
    except (PdfError, SignatureValidationError, SigningError, ValueError):
        return (Seal("a certificate that cannot be read", "no reason can be read", intact=False),)


def _seal(embedded: Any) -> Seal:
    """Return what is known of one signature.

    The certificate itself is taken as the root, so that nothing is fetched; whether it is
    trusted is then without meaning, and not said.
    """
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    itself = ValidationContext(trust_roots=[embedded.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(embedded, signer_validation_context=itself, skip_diff=True)
    # What was added behind the signature is not looked into: it was added, and that is said.
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return Seal(
        subject=embedded.signer_cert.subject.human_friendly,
        reason=str(embedded.sig_object.get("/Reason", "no reason given")),
        intact=bool(status.intact and status.valid and whole),
    )


def _needs_the_extra() -> None:
    try:
        import pyhanko.sign  # noqa: F401 - only whether it is there
    except ImportError as error:
        raise UsageError(Mistake("signatures need pyHanko", INSTALL)) from error
    for library in ("pyhanko", "pyhanko_certvalidator"):
        # What it would log is said by us, in one line.
        logging.getLogger(library).addHandler(logging.NullHandler())
