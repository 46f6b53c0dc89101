"""Which cases a manifest or a folder names, and what is wrong with it, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from genetics.errors import InputRejected
from genetics.variants import Assembly
from workflow.batch.manifest import Row, read_rows
from workflow.batch.manifest_model import ManifestRow, schema_text

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.fixture
def mistakes(tmp_path: Path):
    def of(text: str) -> list[str]:
        file = tmp_path / "m.tsv"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputRejected) as caught:
            read_rows(file)
        return [str(one).removeprefix(str(file)) for one in caught.value.mistakes]

    return of


def test_the_schema_is_current() -> None:
    stored = (REPOSITORY / "docs/manifest.schema.json").read_text("utf-8")
    assert schema_text() == stored, "write schema_text() to docs/manifest.schema.json"


def test_a_row_has_the_columns_of_its_model() -> None:
    assert tuple(ManifestRow.model_fields) == tuple(Row.__slots__)


def test_paths_are_taken_from_the_folder_of_the_manifest(tmp_path: Path) -> None:
    file = tmp_path / "m.tsv"
    file.write_text(
        "\ufeff# ours\r\ncase\tvcf\tassembly\tped\tsample\tclass_field\r\n\r\n"
        "A\ta.vcf\tGRCh37\tf.ped\tS1\tCLASS\r\nB\t/data/b.bcf\t.\t\t\t\r\n",
        encoding="utf-8",
    )
    assert read_rows(file) == (
        Row(
            "A", tmp_path / "a.vcf", "S1", Assembly.GRCH37, tmp_path / "f.ped", class_field="CLASS"
        ),
        Row("B", Path("/data/b.bcf")),
    )


def test_all_mistakes_of_a_manifest_come_together_with_line_and_column(mistakes) -> None:
    text = "case\tvcf\tassembly\nA\ta.vcf\thg38\n../B\tb.vcf\t\nC\t\t\nD\td.vcf\nE\te.vcf\t\ne\tf.vcf\t\n"
    assert mistakes(text) == [
        ":2: assembly: 'hg38' is not allowed here; input should be 'grch37' or 'grch38'",
        (
            ":3: case: '../B' cannot be the id of a case; use only letters, digits, dots, hyphens, "
            "underscores; first a letter or digit; up to 100"
        ),
        ":4: vcf: the cell is empty; give each row its vcf",
        (
            ":5: the row has 2 cells, the first line names 3 columns; part the cells by tabs, and "
            "leave those empty that are not given"
        ),
        ":7: case: the id e stands in line 6 as E already; give each case an id of its own",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["the manifest is empty"]),
        ("case\tvcf\n", ["the manifest names no case"]),
        (
            "case\tvcfs\n",
            ["there is no column 'vcfs' (is vcf meant?)", "the column vcf is missing"],
        ),
        ("case\tvcf\tvcf\nA\ta\tb\n", ["the column vcf stands there twice"]),
        ("case\tvcf\nA\ta\0b.vcf\n", [":2: vcf: the cell holds U+0000, which nobody sees"]),
        ("case,vcf\nA,a.vcf\n", ["there is no column 'case,vcf'", "case is missing", "vcf is"]),
    ],
)
def test_a_manifest_that_is_none_is_refused(mistakes, text, expected) -> None:
    found = mistakes(text)
    assert len(found) == len(expected)
    assert all(part in line for part, line in zip(expected, found, strict=True))


def test_a_folder_gives_its_vcfs_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.vcf.gz", "a.g.vcf", "c.bcf", "c.bcf.csi", "notes.txt", "b.vcf.gz.tbi"):
        (tmp_path / name).touch()
    (tmp_path / "d.vcf").mkdir()
    assert [(row.case, row.vcf.name) for row in read_rows(tmp_path)] == [
        ("a.g", "a.g.vcf"),
        ("b", "b.vcf.gz"),
        ("c", "c.bcf"),
    ]


def test_files_of_one_id_or_an_unsafe_one_are_refused_together(tmp_path: Path) -> None:
    for name in ("a.vcf", "a.vcf.gz", "b c.vcf"):
        (tmp_path / name).touch()
    with pytest.raises(InputRejected) as caught:
        read_rows(tmp_path)
    unsafe, double = map(str, caught.value.mistakes)
    assert "'b c' cannot be the id of a case" in unsafe
    assert "a.vcf.gz and a.vcf would be one case" in double


def test_a_folder_without_vcfs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRejected, match="the folder holds no VCF"):
        read_rows(tmp_path)
