"""What is written down of a reference that was added, and read back when it is used."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from genetics.sequence.proof import Proof
from genetics.variants import Assembly

SCHEMA: Literal["sideroscreen-reference/1"] = "sideroscreen-reference/1"

Text = Annotated[str, Field(min_length=1)]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]+\.fasta$")]


class SliceEntry(BaseModel):
    """One stretch: where it lies, in which file it is kept, what was proven of it.

    `contig` is the name in the user's FASTA, `chrom` ours. `gc_introns` begin with GC,
    `unknown` counts letters other than A, C, G and T. `sha256` is that of the bases.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    gene: Text
    contig: Text
    chrom: Text
    start: Annotated[int, Field(ge=1)]
    end: Annotated[int, Field(ge=1)]
    file: FileName
    sha256: Sha256
    proofs: tuple[Proof, ...]
    gc_introns: tuple[int, ...] = ()
    unknown: Annotated[int, Field(ge=0)] = 0


class Manifest(BaseModel):
    """All stretches of one build, from one FASTA (`file`), and the day they were added."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    schema_id: Literal["sideroscreen-reference/1"] = Field(alias="schema")
    assembly: Assembly
    file: Text
    added: date
    slices: Annotated[tuple[SliceEntry, ...], Field(min_length=1)]
