"""`sideroscreen reference`: what is printed and kept, and what a scan makes of it."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "genetics"))
from true_places import true_genome, write_packed, write_plain

from genetics.variants import Assembly
from workflow.__main__ import main

GRCH37, GRCH38 = Assembly


@pytest.fixture(scope="module")
def fasta(tmp_path_factory):
    return write_packed(true_genome(GRCH38), tmp_path_factory.mktemp("genome") / "made.fa.gz")


def reference(*words):
    return main(["reference", *map(str, words)])


def test_a_reference_is_added_listed_and_removed(tmp_path, fasta, capsys):
    data = ("--data", tmp_path / "data")

    assert reference("add", fasta, "--assembly", "GRCh38", *data) == 0
    added = capsys.readouterr().out
    assert added.startswith("GRCh38  made.fa.gz, added ")
    assert "    ALAS2     chrX:55004055-55036277; 32,223 bases\n" in added
    assert "start codon, stop codon" in added
    assert added.endswith(f"kept in {tmp_path / 'data'}\n")

    assert reference("list", *data) == 0
    assert capsys.readouterr().out == added

    assert reference("remove", "--assembly", "GRCh38", *data) == 0
    assert reference("list", *data) == 0
    assert capsys.readouterr().out.endswith(f"no reference is kept in {tmp_path / 'data'}\n")
    assert reference("remove", "--assembly", "GRCh38", *data) == 2


def test_both_builds_are_kept_side_by_side(tmp_path, fasta, capsys):
    data = ("--data", tmp_path / "data")
    other = write_plain(true_genome(GRCH37), tmp_path / "other.fa")

    assert reference("add", fasta, "--assembly", "GRCh38", *data) == 0
    assert reference("add", other, "--assembly", "GRCh37", *data) == 0
    capsys.readouterr()
    assert reference("list", *data) == 0
    builds = [line for line in capsys.readouterr().out.splitlines() if line.startswith("GRCh")]
    assert [build.split(",")[0] for build in builds] == [
        "GRCh37  other.fa",
        "GRCh38  made.fa.gz",
    ]


def test_a_mismatch_keeps_nothing_and_what_was_there_stays(tmp_path, fasta, capsys):
    data = tmp_path / "data"
    wrong = write_plain(
        true_genome(GRCH38).changed({("3", 39383370 + 3): "N"}), tmp_path / "wrong.fa"
    )

    assert reference("add", wrong, "--assembly", "GRCh38", "--data", data) == 3
    assert "SLC25A38: letters: letters other than" in capsys.readouterr().err
    assert not data.exists()

    assert reference("add", fasta, "--assembly", "GRCh38", "--data", data) == 0
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert reference("add", wrong, "--assembly", "GRCh38", "--data", data) == 3
    assert reference("add", fasta, "--assembly", "GRCh37", "--data", data) == 3
    assert "this FASTA is GRCh38, not GRCh37" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_a_damaged_reference_is_said_in_one_line(tmp_path, fasta, capsys):
    data = tmp_path / "data"
    assert reference("add", fasta, "--assembly", "GRCh38", "--data", data) == 0
    (kept,) = (data / "reference").glob("GRCh38-STEAP3-*.fasta")
    kept.write_text(kept.read_text()[:-10])
    capsys.readouterr()

    assert reference("list", "--data", data) == 4
    (line,) = capsys.readouterr().err.splitlines()
    assert "its checksum differs; add the reference again" in line
    assert reference("add", fasta, "--assembly", "GRCh38", "--data", data) == 0
    assert reference("list", "--data", data) == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_cannot_be_written_is_a_mistake_of_the_user(tmp_path, fasta, capsys):
    tmp_path.chmod(0o500)

    assert reference("add", fasta, "--assembly", "GRCh38", "--data", tmp_path / "data") == 2
    assert "Permission denied" in capsys.readouterr().err


def test_without_data_the_folder_of_the_environment_is_used(tmp_path, monkeypatch, fasta, capsys):
    monkeypatch.setenv("SIDEROSCREEN_DATA", str(tmp_path / "mine"))

    assert reference("add", fasta, "--assembly", "GRCh38") == 0
    assert (tmp_path / "mine" / "reference" / "GRCh38.json").is_file()
