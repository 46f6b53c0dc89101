"""Files come into a folder whole or not at all, from one run at a time, and never beside it."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from genetics.errors import UsageError
from reports.record.canonical import stored_bytes
from reports.staging import ROOM, alone_in, check_folder, move_into

BEFORE = {"a.html": b"a", "b.html": b"b", "old.html": b"old", "record/m.json": b"m"}
AFTER = {"record/kept/a.html": b"a", "a.html": b"A", "b.html": b"B", "record/m.json": b"M"}
STEPS = 5
"""Three files moved, one taken away, and the last one moved."""


@pytest.fixture
def folder(tmp_path):
    move_into(tmp_path / "case", BEFORE, ())
    return tmp_path / "case"


def files_in(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def killed_before(step, write):
    """Run `write` in a process that is killed before the given change to a folder."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    steps = 0

    def counted(do):
        def then(*args, **kwargs):
            nonlocal steps
            if Path(args[0]).name != "plan.part":
                steps += 1
                if steps == step:
                    os.kill(os.getpid(), signal.SIGKILL)
            return do(*args, **kwargs)

        return then

    Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
    write()
    os._exit(0)


def write_again(folder):
    return move_into(folder, AFTER, ours=["old.html", "never-there.html"])


def test_older_files_that_are_not_written_again_are_taken_away_and_named(folder):
    assert write_again(folder) == ("old.html",)
    assert files_in(folder) == AFTER


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_a_run_that_is_killed_while_it_moves_is_finished_by_the_next_one(folder, step):
    assert killed_before(step, lambda: write_again(folder))
    there = files_in(folder)
    assert there["record/m.json"] == b"m"
    assert b"a" in (there["a.html"], there.get("record/kept/a.html"))

    with alone_in(folder):
        assert files_in(folder) == AFTER


def test_the_last_file_is_moved_when_everything_else_is_done(folder):
    assert not killed_before(STEPS + 1, lambda: write_again(folder))
    assert killed_before(STEPS, lambda: move_into(folder, BEFORE, ours=list(AFTER)))
    there = files_in(folder)
    assert "record/kept/a.html" not in there
    assert there["old.html"] == b"old"
    assert there["record/m.json"] == b"M"


def test_a_room_that_was_never_completed_is_removed(folder):
    (folder / f"{ROOM}x" / "files").mkdir(parents=True)
    (folder / f"{ROOM}x" / "files" / "letter.html").write_text("to a patient")
    with alone_in(folder):
        assert files_in(folder) == BEFORE
        assert not list(folder.glob(f"{ROOM}*"))


def test_what_was_cut_off_is_not_moved_over_a_folder_that_was_restored_since(folder):
    assert killed_before(2, lambda: write_again(folder))
    for name, content in {**BEFORE, "record/m.json": b"another"}.items():
        (folder / name).write_bytes(content)
    with alone_in(folder):
        assert files_in(folder)["a.html"] == b"a"
        assert not list(folder.glob(f"{ROOM}*"))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda folder: (folder / "new").touch(), "File exists"),
        (lambda folder: (folder / "x.html").mkdir(), "Is a directory"),
    ],
)
def test_where_one_file_cannot_be_written_none_is(folder, spoil, says):
    spoil(folder)
    before = files_in(folder)
    with pytest.raises(UsageError, match=rf"cannot be written here \({says}\)"):
        move_into(folder, {"a.html": b"A", "x.html": b"X", "new/y.html": b"Y"}, ["b.html"])
    assert files_in(folder) == before


# One run at a time ------------------------------------------------------------------------


def test_a_second_run_is_told_that_another_one_is_writing(folder):
    with alone_in(folder), pytest.raises(UsageError) as raised:
        move_into(folder, AFTER, ())
    assert "another run is writing here; run this again when that one has ended" in str(
        raised.value
    )
    assert files_in(folder) == BEFORE


def test_the_lock_of_a_run_that_was_killed_is_gone(folder):
    def killed():
        with alone_in(folder):
            os.kill(os.getpid(), signal.SIGKILL)

    assert killed_before(0, killed)
    write_again(folder)
    assert files_in(folder) == AFTER


def test_a_folder_into_which_nothing_was_written_is_not_left_behind(tmp_path):
    with alone_in(tmp_path / "cases" / "one"):
        pass
    assert not list(tmp_path.iterdir())


# Names ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["../victim.txt", "record/../../victim.txt", "/victim.txt", ""])
@pytest.mark.parametrize("how", ["written", "taken away"])
def test_a_name_that_leads_out_of_the_folder_is_refused(folder, name, how):
    victim = folder.parent / "victim.txt"
    victim.write_text("of somebody else")
    files, ours = ({name: b"x"}, []) if how == "written" else ({"a.html": b"A"}, [name])
    with pytest.raises(UsageError, match="does not lie in the folder"):
        move_into(folder, files, ours)
    assert victim.read_text() == "of somebody else"
    assert files_in(folder) == BEFORE


def test_a_link_inside_the_folder_is_not_followed_out_of_it(folder, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (folder / "letters").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError, match="does not lie in the folder"):
        move_into(folder, {"letters/a.html": b"A"}, ())
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_plan_that_was_doctored_moves_nothing_out_of_the_folder(folder):
    room = folder / f"{ROOM}x"
    (room / "files").mkdir(parents=True)
    plan = {"move": [], "remove": ["../victim.txt"], "before": ""}
    (room / "plan.json").write_bytes(stored_bytes(plan))
    victim = folder.parent / "victim.txt"
    victim.write_text("of somebody else")
    with pytest.raises(UsageError, match="does not lie in the folder"):
        write_again(folder)
    assert victim.is_file()


@pytest.mark.parametrize("content", ["", "[" * 100_000, '{"case": 1}', '["case"]'])
def test_a_report_that_cannot_be_read_is_of_no_other_case(tmp_path, content):
    (tmp_path / "case.json").write_text(content)
    check_folder(tmp_path, "case.json", "FAM-1")
