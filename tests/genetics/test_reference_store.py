"""How the stretches of a reference are kept, read back, refused when damaged, and removed."""

from datetime import date

import pytest
from true_places import true_genome, write_plain

from genetics.errors import KnowledgeInvalid
from genetics.gene_files import load_panel
from genetics.library.folder import data_folder
from genetics.sequence.cutting import proven_slices
from genetics.sequence.store import keep, kept, load_slices, remove, slice_sources
from genetics.variants import Assembly

GRCH38 = Assembly.GRCH38
DAY = date(2026, 11, 25)


@pytest.fixture(scope="module")
def genome():
    return true_genome(GRCH38)


@pytest.fixture
def data(tmp_path, genome):
    """A data folder with the reference of GRCh38."""
    return added(tmp_path / "data", genome)


def added(folder, genome):
    fasta = write_plain(genome, folder.parent / "genome.fa")
    keep(folder, proven_slices(fasta, GRCH38, load_panel()), DAY)
    return folder


def files(folder):
    return sorted(path.name for path in (folder / "reference").iterdir())


def test_without_a_reference_there_are_no_slices_and_no_sources(tmp_path):
    assert list(load_slices(tmp_path)) == []
    assert slice_sources(tmp_path) == ()


def test_adding_again_replaces_what_was_kept_of_the_build(data, genome):
    before = files(data)
    far = load_panel().gene("ALAS2").locus[GRCH38].end + 2000
    added(data, genome.changed({("X", far): "N"}))

    assert len(files(data)) == len(before) == 5
    assert files(data) != before
    assert load_slices(data).of("ALAS2", GRCH38).read(far, far) == "N"


def test_removing_takes_all_files_of_the_build_also_damaged_ones(data):
    (data / "reference" / "GRCh38.json").write_text("{")

    assert remove(data, GRCH38)
    assert files(data) == []
    assert not remove(data, GRCH38)


def change_base(path):
    text = path.read_text()
    path.write_text(text[:-2] + ("A" if text[-2] != "A" else "C") + "\n")


@pytest.mark.parametrize(
    ("name", "damage", "said"),
    [
        ("GRCh38-ALAS2-*.fasta", change_base, "is damaged: its checksum differs"),
        ("GRCh38-ALAS2-*.fasta", lambda path: path.unlink(), "is gone"),
        (
            "GRCh38-ALAS2-*.fasta",
            lambda path: path.write_bytes(b"\xff"),
            "does not hold what it must",
        ),
        ("GRCh38-ALAS2-*.fasta", lambda path: path.write_text(""), "is damaged"),
        ("GRCh38.json", lambda path: path.write_text("{}"), "does not hold what it must"),
        (
            "GRCh38.json",
            lambda path: path.write_text(path.read_text().replace("55004055", "55004056")),
            "its place is not the one that was written down",
        ),
        (
            "GRCh38.json",
            lambda path: path.rename(path.with_name("GRCh37.json")),
            "it is of GRCh38",
        ),
    ],
)
def test_what_is_damaged_is_refused_with_the_remedy(data, name, damage, said):
    (path,) = (data / "reference").glob(name)
    damage(path)
    with pytest.raises(KnowledgeInvalid) as error:
        load_slices(data)

    (mistake,) = error.value.mistakes
    assert said in str(mistake)
    assert "add the reference again: sideroscreen reference add FASTA --assembly" in str(mistake)


def test_the_manifest_says_where_a_stretch_comes_from_and_what_was_proven(data):
    (manifest,) = kept(data)
    entry = manifest.slices[0]

    assert (manifest.file, manifest.added) == ("genome.fa", DAY)
    assert (entry.gene, entry.contig, entry.start, entry.end) == (
        "ALAS2",
        "chrX",
        55009055 - 5000,
        55031277 + 5000,
    )
    assert len(entry.proofs) == 9


@pytest.mark.parametrize(
    ("named", "folder"),
    [
        ({"SIDEROSCREEN_DATA": "/a", "XDG_DATA_HOME": "/b", "HOME": "/c"}, "/a"),
        ({"SIDEROSCREEN_DATA": "", "XDG_DATA_HOME": "/b", "HOME": "/c"}, "/b/sideroscreen"),
        ({"XDG_DATA_HOME": "b", "HOME": "/c"}, "/c/.local/share/sideroscreen"),
        ({"HOME": "/c"}, "/c/.local/share/sideroscreen"),
    ],
)
def test_the_data_folder_is_the_first_that_is_named(monkeypatch, named, folder):
    for variable in ("SIDEROSCREEN_DATA", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in named.items():
        monkeypatch.setenv(variable, value)

    assert str(data_folder()) == folder


def test_no_test_sees_the_data_folder_of_the_developer():
    assert data_folder().name.startswith("no-data")
    assert list(data_folder().iterdir()) == []
