"""What a manifest may hold: the columns of one row, and their JSON Schema."""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from workflow.batch.case_folder import SAFE_ID

_Cell = Annotated[str, Field(min_length=1)]


class ManifestRow(BaseModel):
    """One row of a manifest: one case. An empty cell, or ".", is a column that is not given."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    case: Annotated[str, Field(pattern=f"^{SAFE_ID}$")] = Field(
        description="Id of the case and name of its folder; no two rows may share it."
    )
    vcf: _Cell = Field(description="The VCF or BCF file, from the folder of the manifest.")
    sample: _Cell | None = Field(default=None, description="Only this sample of the file.")
    assembly: Literal["GRCh37", "GRCh38"] | None = Field(
        default=None, description="Genome build, where the file does not tell it."
    )
    ped: _Cell | None = Field(default=None, description="PED file with the sexes and parents.")
    case_file: _Cell | None = Field(
        default=None, description="Case file (TOML): how the VCF is scanned, and the documents."
    )
    callable: _Cell | None = Field(
        default=None, description="BED file of the bases that could be called."
    )
    class_field: _Cell | None = Field(
        default=None, description="INFO field with the laboratory's own class."
    )


def schema_text() -> str:
    """Return the JSON Schema of one row: the text of docs/manifest.schema.json."""
    schema = ManifestRow.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"
