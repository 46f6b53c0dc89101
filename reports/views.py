"""The views: everything that a template may see, as words ready to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and what stands beside it; `strong` for the line that must be seen first."""

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A title with paragraphs and a list below them."""

    title: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """Letterhead, recipient, what the document is about, and what stands on each page.

    `logo` is a data URI and `logo_text` says it to who cannot see it; `watermark` is the word
    behind the text of every page, "" for none; `page_number` is what stands before the number
    of the page, before the count of pages, and after it.
    """

    title: str
    subtitle: str
    status: str
    labelled: str
    clinic: str
    clinic_lines: tuple[str, ...]
    recipient: tuple[str, ...]
    about: tuple[Labelled, ...]
    page_title: str
    versions: str
    iso_date: str
    logo: str = ""
    logo_text: str = ""
    accreditation: str = ""
    watermark: str = ""
    language: str = ""
    paper: str = "A4"
    page_number: tuple[str, str, str] = ("", "", "")


@dataclass(frozen=True, slots=True)
class Closing:
    """Where the document is signed, and the sentence that says what it is."""

    title: str
    greeting: str
    signatures: tuple[str, ...]
    signature_hint: str
    disclaimer: str
    contact: str


@dataclass(frozen=True, slots=True)
class FindingBox:
    """One finding: its name, the lines below it, and what to keep in mind."""

    title: str
    mark: str
    lines: tuple[Labelled, ...]
    remarks: tuple[str, ...] = ()
    alert: str = ""


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement of a rule, with its id, its strength and the number of its source."""

    text: str
    lead: str
    rule: str
    mark: str


@dataclass(frozen=True, slots=True)
class StatementBlock:
    """Statements under one title."""

    title: str
    rows: tuple[StatementRow, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One numbered source: where it is from, its date, how sure we are, what rests on it."""

    number: str
    text: str
    standing: str
    used_for: str


@dataclass(frozen=True, slots=True)
class SourcesPart:
    """The sources of a document."""

    title: str
    intro: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneRow:
    """One gene: the word for what was seen in it, and why this word."""

    gene: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class ReadingPart:
    """What was looked at, gene by gene, and what was not."""

    title: str
    intro: tuple[str, ...]
    columns: tuple[str, ...]
    genes: tuple[GeneRow, ...]
    not_read_title: str
    not_read_intro: str
    not_read: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrawingPart:
    """The drawings of a family as SVG; `sideways` asks for a page of their own, turned."""

    title: str
    intro: tuple[str, ...]
    pictures: tuple[str, ...]
    sideways: bool


@dataclass(frozen=True, slots=True)
class RelativeRow:
    """One relative: who, what follows, why, with which chance, when, and as a minor."""

    relation: str
    person: str
    flag: str
    tests: str
    why: tuple[str, ...]
    order: str
    minor: str


@dataclass(frozen=True, slots=True)
class OtherRelatives:
    """Relatives to whom one and the same thing applies: who they are, and why."""

    people: str
    why: str


@dataclass(frozen=True, slots=True)
class RelativesPart:
    """The relatives on the screening list, and those who are not on it."""

    title: str
    intro: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[RelativeRow, ...]
    others_title: str
    others_columns: tuple[str, ...]
    others: tuple[OtherRelatives, ...]
    after: tuple[str, ...]
    below_rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One laboratory value beside the limits that it is judged by."""

    item: str
    amount: str
    limits: str
    verdict: str
    taken_on: str


@dataclass(frozen=True, slots=True)
class PicturePart:
    """The clinical entries: values, signs, treatment, exposures."""

    title: str
    columns: tuple[str, ...]
    values: tuple[ValueRow, ...]
    lines: tuple[Labelled, ...]


@dataclass(frozen=True, slots=True)
class CounsellingView:
    """The report for the family, in plain words."""

    heading: Heading
    act_now: StatementBlock | None
    in_short: Section
    found: Section
    boxes: tuple[FindingBox, ...]
    meaning: Section
    care: StatementBlock | None
    passed_on: Section | None
    relatives: RelativesPart
    sections: tuple[Section, ...]
    drawing: DrawingPart
    reading: ReadingPart
    next_steps: Section
    support: tuple[Section, ...]
    who_to_ask: Section
    sources: SourcesPart
    closing: Closing


@dataclass(frozen=True, slots=True)
class ManagementView:
    """The report for the treating doctors."""

    heading: Heading
    alert: Section | None
    act_now: StatementBlock | None
    alarms: StatementBlock | None
    boxes: tuple[FindingBox, ...]
    result: Section
    settle: Section | None
    blocks: tuple[StatementBlock, ...]
    needs: Section | None
    about: Section | None
    picture: PicturePart
    family: Section
    drawing: DrawingPart
    reading: ReadingPart
    method: Section
    sources: SourcesPart
    closing: Closing


@dataclass(frozen=True, slots=True)
class ReferralView:
    """The letter to the clinical geneticist."""

    heading: Heading
    salutation: str
    act_now: StatementBlock | None
    alarms: StatementBlock | None
    opening: Section
    boxes: tuple[FindingBox, ...]
    sample: LinesPart
    result: Section
    asked: Section
    picture: PicturePart
    family: Section
    relatives: RelativesPart
    blocks: tuple[StatementBlock, ...]
    drawing: DrawingPart
    reading: ReadingPart
    enclosures: Section
    sources: SourcesPart
    closing: Closing


@dataclass(frozen=True, slots=True)
class LinesPart:
    """A title with labelled lines, and what to keep in mind about them."""

    title: str
    lines: tuple[Labelled, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CallabilityRow:
    """One part of a gene: how much of it was read, and which bases were not."""

    part: str
    coding: str
    margins: str
    gaps: str


@dataclass(frozen=True, slots=True)
class CallabilityGene:
    """What was read of one gene: in words, and part by part where the data show it."""

    gene: str
    told: tuple[str, ...]
    rows: tuple[CallabilityRow, ...]


@dataclass(frozen=True, slots=True)
class CallabilityPart:
    """What was read, gene by gene and exon by exon."""

    title: str
    intro: tuple[str, ...]
    columns: tuple[str, ...]
    genes: tuple[CallabilityGene, ...]


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One record of the VCF that was read and is no finding."""

    gene: str
    record: str
    genotype: str
    why: str


@dataclass(frozen=True, slots=True)
class RecordsPart:
    """Records that were read and are no findings; `after` counts those not listed."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[RecordRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class LaboratoryView:
    """The report of the laboratory: the result first, then what was read, how, and its limits.

    `person_and_request` holds names and record numbers. `gaps` are the mandatory inputs that
    are not stated, in words: it is not authorised while there are any.
    """

    heading: Heading
    alert: Section | None
    act_now: StatementBlock | None
    person_and_request: LinesPart
    sample: LinesPart
    result: Section
    boxes: tuple[FindingBox, ...]
    alarms: StatementBlock | None
    settle: Section | None
    interpretation: Section | None
    cautions: StatementBlock | None
    recommendations: Section | None
    rules: StatementBlock | None
    reading: ReadingPart
    callability: CallabilityPart
    records: RecordsPart | None
    method: LinesPart
    remarks: Section | None
    limits: Section
    for_a_person: Section
    laboratory: LinesPart
    to_complete: Section | None
    gaps: tuple[str, ...]
    sources: SourcesPart
    closing: Closing


@dataclass(frozen=True, slots=True)
class RelativeLetterView:
    """The letter to one relative: only what this person may know."""

    heading: Heading
    salutation: str
    age_unknown: str
    in_short: Section
    condition: Section
    likely: Section
    offer: Section
    now: Section
    doctor: FindingBox
    laboratory: FindingBox | None
    sources: SourcesPart
    closing: Closing
