"""What a scan writes: a document with everything in it, a table, and never half a file."""

import csv
import json
import os
import subprocess
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from genetics.errors import UsageError
from genetics.findings import find
from genetics.inheritance import Sex
from genetics.outputs.document import ScanDocument, document_text, schema_text
from genetics.outputs.files import write_text
from genetics.outputs.table import table_text

SEXES = {"mother": Sex.FEMALE, "father": Sex.MALE, "son": Sex.MALE, "daughter": Sex.FEMALE}
REPOSITORY = Path(__file__).parents[3]
VERSIONS = {"software": "0.1.0", "knowledge": "2026.11.25"}


@pytest.fixture
def family(panel, vcfs):
    return find(vcfs / "family.vcf", panel, sexes=SEXES)


def as_document(*scans) -> dict:
    return json.loads(document_text(scans, **VERSIONS))


def table_of(text: str) -> tuple[dict, list[dict[str, str]]]:
    lines = text.splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return {key: json.loads(value) for key, value in head.items()}, list(rows)


def test_the_document_names_its_schema_versions_build_and_signs(family):
    document = as_document(family)

    assert (document["schema"], document["sideroscreen"], document["knowledge"]) == (
        "sideroscreen-scan/2",
        "0.1.0",
        "2026.11.25",
    )
    (scan,) = document["scans"]
    assert scan["assembly"] == "GRCh38"
    assert scan["assembly_signs"] == list(family.assembly_signs)


def test_the_document_holds_every_finding_and_every_record_that_was_only_read(family):
    document = as_document(family)
    samples = document["scans"][0]["samples"]

    assert [sample["sample"] for sample in samples] == list(SEXES)
    for sample, result in zip(samples, family.samples, strict=True):
        for written, gene in zip(sample["genes"], result.genes, strict=True):
            assert (written["gene"], written["status"], written["reason"]) == (
                gene.gene,
                gene.status,
                gene.reason,
            )
            for key in ("findings", "not_interpreted", "not_called"):
                assert len(written[key]) == len(getattr(gene, key))


def test_a_finding_in_the_document(family):
    document = as_document(family)
    finding = document["scans"][0]["samples"][2]["genes"][0]["findings"][0]

    assert {key: finding[key] for key in ("hgvs_c", "zygosity", "classification", "genotype")} == {
        "hgvs_c": "c.475G>T",
        "zygosity": "hemizygous",
        "classification": "P",
        "genotype": "1/1",
    }
    assert finding["variant"] == {
        "assembly": "GRCh38",
        "chrom": "X",
        "pos": 55021215,
        "ref": "C",
        "alt": "A",
    }
    assert finding["classes_differ"] is False
    assert finding["our_class"]["dated"]


def test_the_table_has_a_row_for_each_gene_and_each_finding(family):
    head, rows = table_of(table_text([family], **VERSIONS))

    assert (head["plot_type"], head["schema"], head["sideroscreen"]) == (
        "table",
        "sideroscreen-scan/2",
        "0.1.0",
    )
    assert head["file_1"]["assembly"] == "GRCh38"
    assert head["file_1"]["assembly_signs"] == list(family.assembly_signs)
    assert [row["row"] for row in rows if row["sample"] == "mother"] == [
        "mother ALAS2",
        "mother ALAS2 finding 1",
        "mother SLC25A38",
        "mother SLC25A38 finding 1",
        "mother STEAP3",
        "mother ABCB7",
    ]
    assert len({row["row"] for row in rows}) == len(rows)
    father = next(row for row in rows if row["row"] == "father SLC25A38")
    assert (father["status"], father["not_called"], father["hgvs_c"]) == ("not assessed", "1", ".")
    son = next(row for row in rows if row["row"] == "son ALAS2 finding 1")
    assert (son["zygosity"], son["class"], son["lab_class"], son["classes_differ"]) == (
        "hemizygous",
        "P",
        ".",
        "no",
    )


def test_the_table_has_a_row_for_each_record_that_is_no_finding(panel, vcfs):
    scans = [
        find(vcfs / f"{trap}.vcf", panel)
        for trap in ("outside_region_of_interest", "no_call", "block_not_called")
    ]
    _, rows = table_of(table_text(scans, **VERSIONS))
    listed = [row for row in rows if row["kind"] not in {"gene", "finding"}]

    assert [(row["row"], row["kind"], row["pos"], row["genotype"]) for row in listed] == [
        ("1: person SLC25A38 not interpreted 1", "not interpreted", "39391700", "0/1"),
        ("1: person SLC25A38 not interpreted 2", "not interpreted", "39391629", "0/1"),
        ("2: person ALAS2 not called 1", "not called", "55021215", "./."),
        ("2: person SLC25A38 not called 1", "not called", "39391513", "."),
        ("3: person ALAS2 not called 1", "not called", "55021052", "./."),
        ("3: person ALAS2 not called 2", "not called", "55021152", "0/."),
    ]
    assert listed[0]["reason"].startswith("outside the region of interest")
    assert [row["region"] for row in listed] == [".", ".", "exon 5", "exon 4", "exon 5", "exon 5"]
    assert len({row["row"] for row in rows}) == len(rows)


def test_the_table_says_what_was_read_and_where_the_rest_lies(panel, vcfs):
    scans = [find(vcfs / f"{trap}.vcf", panel) for trap in ("block_not_called", "x_one_copy")]
    head, rows = table_of(table_text(scans, **VERSIONS))
    read, plain = (row for row in rows if row["gene"] == "ALAS2" and row["kind"] == "gene")

    assert (read["required"], read["assessed"]) == ("2355", "113")
    assert (
        "exon 5 55021052-55021161; margins of exon 5 55021044-55021051, 55021275-55021282; "
        in (read["not_assessed_regions"])
    )
    assert read["not_assessed_regions"].endswith("intron-1 enhancer 55028137-55028267")
    assert (plain["required"], plain["assessed"], plain["not_assessed_regions"]) == (
        ".",
        ".",
        "not stated",
    )
    assert head["file_1"]["callability_rules"] == ["DP >= 20 and GQ >= 20 (assumption)"]


def test_the_document_holds_what_was_read_exon_by_exon(panel, vcfs):
    found = find(vcfs / "block_not_called.vcf", panel)
    (scan,) = as_document(found)["scans"]
    (sample,) = scan["samples"]
    alas2, slc25a38 = sample["genes"][:2]

    assert sample["callability_rule"] == "DP >= 20 and GQ >= 20 (assumption)"
    assert next(row for row in alas2["assessed"] if row["region"] == "exon 5") == {
        "region": "exon 5",
        "required": 223,
        "assessed": 113,
        "gaps": [[55021052, 55021161]],
        "kind": "coding bases of an exon",
    }
    assert slc25a38["assessed"] == []


def test_several_files_in_one_table(family, panel, vcfs):
    other = find(vcfs / "x_one_copy.vcf", panel)
    head, rows = table_of(table_text([family, other], **VERSIONS))

    assert head["file_2"]["file"].endswith("x_one_copy.vcf")
    assert rows[0]["row"] == "1: mother ALAS2"
    assert rows[-1]["row"] == "2: person ABCB7"


def test_no_cell_holds_a_tab_or_an_empty_word(family):
    lines = table_text([family], **VERSIONS).splitlines()
    columns = {line.count("\t") for line in lines if not line.startswith("#")}

    assert len(columns) == 1
    assert not [line for line in lines if "\t\t" in line or line.endswith("\t")]


def test_the_word_negative_is_never_written(family):
    for text in (document_text, table_text):
        assert "negative" not in text([family], **VERSIONS).casefold()


def test_the_document_read_back_is_the_scan(panel, vcfs):
    """Nothing is lost: types, dates, closed choices; a warning is its text, with an id beside."""
    read = TypeAdapter(ScanDocument)
    for trap in ("family", "no_call", "block_not_called", "clinvar_class", "breakend"):
        scan = find(vcfs / f"{trap}.vcf", panel, sexes=SEXES)
        plain = json.loads(document_text([scan], **VERSIONS), object_hook=_as_texts)
        back = read.validate_python({**plain, "scans": plain["scans"]})

        assert back.scans == (scan,)


def _as_texts(part: dict) -> dict:
    part.pop("classes_differ", None)
    if "warnings" in part:
        part["warnings"] = [warning["text"] for warning in part["warnings"]]
    return part


def test_the_keys_are_sorted_and_every_warning_has_an_id(panel, vcfs):
    text = document_text([find(vcfs / "family.vcf", panel, sexes=SEXES)], **VERSIONS)

    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def test_the_stored_schema_is_that_of_the_program():
    stored = (REPOSITORY / "docs/scan.schema.json").read_text(encoding="utf-8")

    assert schema_text() == stored, "write schema_text() to docs/scan.schema.json"


def test_the_schema_names_each_key_that_the_document_has(family):
    schema = json.loads(schema_text())

    assert list(_not_in(schema, schema, as_document(family), "document")) == []


def _not_in(schema: dict, part: dict, value, where: str):
    """Yield the keys that the schema does not name, and those that it asks for in vain."""
    if "$ref" in part:
        part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _not_in(schema, part["items"], item, f"{where}[{number}]")
    elif isinstance(value, dict):
        part = next((one for one in part.get("anyOf", ()) if "$ref" in one), part)
        if "$ref" in part:
            part = schema["$defs"][part["$ref"].rsplit("/", 1)[1]]
        named = part["properties"]
        if set(named) != set(value):
            yield where, set(named) ^ set(value)
        for key in named.keys() & value.keys():
            yield from _not_in(schema, named[key], value[key], f"{where}.{key}")


def test_two_times_the_same(family):
    for text in (document_text, table_text):
        assert text([family], **VERSIONS) == text([family], **VERSIONS)


def test_the_output_takes_the_place_of_the_old_one_whole(tmp_path):
    output = tmp_path / "scan.json"
    output.write_text("old")
    write_text("new ±\n", output)

    assert output.read_text("utf-8") == "new ±\n"
    assert list(tmp_path.iterdir()) == [output]


def test_a_link_stays_a_link_to_the_new_output(tmp_path):
    (tmp_path / "target.json").write_text("old")
    link = tmp_path / "scan.json"
    link.symlink_to("target.json")
    write_text("new", link)

    assert link.is_symlink()
    assert (tmp_path / "target.json").read_text() == "new"


def test_a_pipe_is_written_to_and_not_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
    write_text("new", pipe)

    assert reader.communicate(timeout=10)[0] == b"new"
    assert pipe.is_fifo()


def test_to_standard_output(capsys):
    write_text("table\n", None)

    assert capsys.readouterr().out == "table\n"


def test_an_output_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    output = tmp_path / "scan.json"
    output.mkdir()
    with pytest.raises(UsageError) as refused:
        write_text("new", output)

    assert str(refused.value).startswith(f"{output}: the output cannot be written (")
    assert list(tmp_path.iterdir()) == [output]


def test_an_output_in_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="name a file in a folder that exists"):
        write_text("new", tmp_path / "absent" / "scan.json")
