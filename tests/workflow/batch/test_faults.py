"""What a batch does when processes are killed, disks are full, files are cut or change."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from workflow.__main__ import main

REPOSITORY = Path(__file__).resolve().parents[3]
SECONDS = 120.0


STARTED: list[Running] = []


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    yield
    while STARTED:
        process = STARTED.pop().process
        if process.poll() is None:
            process.kill()
            process.communicate(timeout=SECONDS)


class Running:
    """A batch in a process of its own."""

    def __init__(self, source: Path, out: Path, *more: str, kilobytes: int | None = None):
        """Start it; no file that it writes may be longer than so many `kilobytes`."""
        command = [sys.executable, "-m", "workflow", "batch", str(source), "-o", str(out)]
        command += ["--documents", "none", *more]
        if kilobytes is not None:
            command = ["bash", "-c", f'ulimit -f {kilobytes}; exec "$@"', "bash", *command]
        self.cases = out / "cases"
        self.caught: set[int] = set()
        self.process = subprocess.Popen(
            command,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        STARTED.append(self)

    def until(self, holds: Callable[[], object]) -> None:
        """Wait until something holds, or the batch has ended."""
        wait_for(lambda: self.process.poll() is not None or holds())

    def whole_folders(self) -> int:
        return len(list(self.cases.glob("[!.]*")))

    def ended(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, out, err

    def family(self) -> set[int]:
        """The processes that the batch has started, and theirs."""
        return {pid for pid in every_process() if session_of(pid) == self.process.pid}


def every_process() -> Iterator[int]:
    return (int(folder.name) for folder in Path("/proc").iterdir() if folder.name.isdigit())


def told_of(pid: int) -> list[str]:
    """What /proc tells of a process: state, parent, group, session; nothing where it is gone."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return []
    return told.rpartition(")")[2].split()[:4]


def state_of(pid: int) -> str:
    return (told_of(pid) or [""])[0]


def session_of(pid: int) -> int:
    """The session of a process; 0 where it is gone, or as good as gone."""
    told = told_of(pid)
    return int(told[3]) if told and told[0] not in "ZX" else 0


def reader_of(file: Path, among: set[int]) -> int:
    """The process that has a file open now, 0 where none has."""
    for pid in among:
        with suppress(OSError):
            for opened in Path(f"/proc/{pid}/fd").iterdir():
                with suppress(OSError):
                    if opened.readlink() == file:
                        return pid
    return 0


def run(source: Path, out: Path, *more: str, kilobytes: int | None = None) -> tuple[int, str, str]:
    return Running(source, out, *more, kilobytes=kilobytes).ended()


def batch(source: Path, out: Path, *more: str) -> int:
    """A batch in this process."""
    return main(["batch", str(source), "-o", str(out), "--documents", "none", *more])


def status(out: Path, case: str) -> dict:
    return json.loads((out / "cases" / case / "status.json").read_text("utf-8"))


def endless(file: Path) -> None:
    """Let a file go on and on after its text, on no disk: whoever reads it is at it for minutes."""
    os.truncate(file, file.stat().st_size + 2**38)


def caught_reading(running: Running, file: Path, sign: signal.Signals) -> int:
    """Send a signal to the process that reads a file, and wait until it has come there."""
    caught: list[int] = []

    def reads() -> bool:
        pid = reader_of(file, running.family())
        # One that was caught before is not caught again while it dies with the file still open.
        if pid and pid not in running.caught:
            os.kill(pid, sign)
            running.caught.add(pid)
            caught.append(pid)
        return bool(caught)

    running.until(reads)
    assert caught, running.ended()
    (pid,) = caught
    if sign is not signal.SIGCONT:
        wait_for(lambda: state_of(pid) == "T" if sign is signal.SIGSTOP else not session_of(pid))
    return pid


def wait_for(holds: Callable[[], object]) -> None:
    end = time.monotonic() + SECONDS
    while not holds():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.002)


def test_a_worker_killed_over_a_file_is_replaced_and_the_file_read_again(
    vcfs, tmp_path, whole
) -> None:
    source = vcfs(6)
    file = source / "P2.vcf"
    assert run(source, tmp_path / "calm", "-j", "2")[0] == 0
    content = file.read_bytes()
    endless(file)
    running = Running(source, tmp_path / "killed", "-j", "2")
    reader = caught_reading(running, file, signal.SIGSTOP)
    file.write_bytes(content)
    os.kill(reader, signal.SIGKILL)
    assert running.ended()[0] == 0
    assert whole(tmp_path / "killed") == whole(tmp_path / "calm")


def test_a_file_whose_reader_is_killed_each_time_has_failed_and_the_others_are_done(
    vcfs, tmp_path
) -> None:
    source, out = vcfs(6), tmp_path / "out"
    endless(source / "P2.vcf")
    running = Running(source, out, "-j", "2")
    readers = [caught_reading(running, source / "P2.vcf", signal.SIGKILL) for _ in "123"]
    assert len(set(readers)) == 3
    code, told, _ = running.ended()
    assert (code, told.splitlines()[0]) == (1, "6 cases: 5 done, 1 failed")
    assert "the process that read it died, three times" in status(out, "P2")["errors"][0]


def test_a_file_that_takes_too_long_has_failed_and_the_others_are_done(vcfs, tmp_path) -> None:
    source, out = vcfs(6), tmp_path / "out"
    endless(source / "P2.vcf")
    running = Running(source, out, "-j", "2", "--limit", "10")
    caught_reading(running, source / "P2.vcf", signal.SIGSTOP)
    caught_reading(running, source / "P2.vcf", signal.SIGSTOP)
    code, told, err = running.ended()
    assert (code, told.splitlines()[0]) == (1, "6 cases: 5 done, 1 failed")
    assert err.splitlines()[-1].startswith("sideroscreen: 6/6 P2: failed")
    assert "it took more than 10 s, twice" in (out / "failures.tsv").read_text("utf-8")
    assert [file.name for file in (out / "cases").glob(".*")] == []


def is_gone(family: set[int]) -> None:
    """Wait until none of these processes is there."""
    end = time.monotonic() + SECONDS
    while left := [pid for pid in family if session_of(pid)]:
        assert time.monotonic() < end, f"{left} outlived the batch"
        time.sleep(0.002)


def killed_and_resumed(source: Path, out: Path, moments: list[Callable[[Running], None]]) -> None:
    """Kill the batch itself at each of these moments; each time nothing of it may live on."""
    for moment in moments:
        running = Running(source, out, "-j", "2", "--resume")
        moment(running)
        family = running.family()
        running.process.kill()
        running.ended()
        is_gone(family)
    assert run(source, out, "-j", "2", "--resume")[0] == 1


def test_a_worker_leaves_in_the_middle_of_a_case_when_the_batch_is_killed(vcfs, tmp_path) -> None:
    source, out = vcfs(3), tmp_path / "out"
    content = (source / "P2.vcf").read_bytes()
    endless(source / "P2.vcf")
    running = Running(source, out, "-j", "1")
    caught_reading(running, source / "P2.vcf", signal.SIGCONT)
    family = running.family()
    assert len(family) == 2
    running.process.kill()
    running.ended()
    is_gone(family)
    assert [folder.name for folder in (out / "cases").iterdir()] == ["P1"]
    (out / "cases/.P2~0123.part").mkdir()  # as a machine leaves it that loses its power
    (source / "P2.vcf").write_bytes(content)
    assert batch(source, out, "--resume") == 0
    assert sorted(folder.name for folder in (out / "cases").iterdir()) == ["P1", "P2", "P3"]


def test_a_batch_killed_at_random_and_resumed_equals_one_that_was_not(
    vcfs, tmp_path, whole
) -> None:
    source = vcfs(40, bad=(7,))
    assert run(source, tmp_path / "calm", "-j", "2")[0] == 1
    moments = [
        lambda running, there=there: running.until(lambda: running.whole_folders() >= there)
        for there in sorted(random.sample(range(1, 40), 2))
    ]
    killed_and_resumed(source, tmp_path / "killed", moments)
    assert whole(tmp_path / "killed") == whole(tmp_path / "calm")


@pytest.mark.long
def test_a_batch_killed_at_any_time_and_resumed_equals_one_that_was_not(
    vcfs, tmp_path, whole
) -> None:
    source = vcfs(150, bad=(7, 70))
    assert run(source, tmp_path / "calm", "-j", "2")[0] == 1
    moments = [lambda _: time.sleep(random.uniform(0.1, 2.5)) for _ in range(15)]
    killed_and_resumed(source, tmp_path / "killed", moments)
    assert whole(tmp_path / "killed") == whole(tmp_path / "calm")


@pytest.mark.parametrize("whom", ["the batch", "all, as a terminal does"])
def test_a_batch_that_is_interrupted_leaves_whole_folders_and_can_be_resumed(
    vcfs, tmp_path, whole, whom
) -> None:
    source, out = vcfs(12), tmp_path / "out"
    content = (source / "P9.vcf").read_bytes()
    endless(source / "P9.vcf")  # the last of them, so that the run is caught
    running = Running(source, out, "-j", "2")
    running.until(lambda: running.whole_folders() >= 5)
    send = os.kill if whom == "the batch" else os.killpg
    send(running.process.pid, signal.SIGINT)
    code, _, err = running.ended()
    assert code == 130
    assert "Traceback" not in err
    assert err.splitlines()[-1].endswith("resume with --resume")
    assert [file.name for file in out.iterdir()] == ["cases"]
    there = [folder.name for folder in (out / "cases").iterdir()]
    assert 5 <= len(there) < 12
    assert not [name for name in there if name.startswith(".")]
    assert all(status(out, name)["outcome"] == "done" for name in there)
    (source / "P9.vcf").write_bytes(content)
    assert batch(source, out, "--resume") == 0
    assert batch(source, tmp_path / "calm") == 0
    assert whole(out) == whole(tmp_path / "calm")


def test_a_file_that_changes_while_it_is_read_has_failed(vcfs, tmp_path) -> None:
    source, out = vcfs(3), tmp_path / "out"
    content = (source / "P2.vcf").read_bytes()
    endless(source / "P2.vcf")
    running = Running(source, out, "-j", "1")
    reader = caught_reading(running, source / "P2.vcf", signal.SIGSTOP)
    (source / "P2.vcf").write_bytes(content)
    os.kill(reader, signal.SIGCONT)
    assert running.ended()[0] == 1
    (error,) = status(out, "P2")["errors"]
    assert "the file changed while it was read" in error
    assert [file.name for file in (out / "cases/P2").iterdir()] == ["status.json"]
    assert status(out, "P3")["outcome"] == "done"


def test_a_result_that_cannot_be_written_fails_the_case_and_leaves_no_half_folder(
    vcfs, tmp_path
) -> None:
    source, out = vcfs(2), tmp_path / "out"
    code, told, err = run(source, out, "-j", "1", kilobytes=4)
    assert (code, told.splitlines()[0]) == (1, "2 cases: 0 done, 2 failed")
    assert "Traceback" not in err
    assert sorted(folder.name for folder in (out / "cases").iterdir()) == ["P1", "P2"]
    for case in ("P1", "P2"):
        assert [file.name for file in (out / "cases" / case).iterdir()] == ["status.json"]
        assert "File too large" in status(out, case)["errors"][0]
    assert run(source, out, "--resume")[0] == 0


@contextmanager
def mounted(folder: Path, options: str = "size=64k") -> Iterator[None]:
    """Let a folder be a small disk, where one may be mounted."""
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk):
        yield disk


def test_a_full_disk_is_said_and_the_run_resumed_when_there_is_room(
    vcfs, tmp_path, small_disk, capsys, whole
) -> None:
    source, out = vcfs(9), small_disk / "out"
    assert batch(source, out, "-j", "2") == 2
    err = capsys.readouterr().err
    assert "No space left on device" in err.splitlines()[-1]
    assert err.splitlines()[-1].endswith("then write the tables by --collect")
    assert all((folder / "status.json").exists() for folder in (out / "cases").iterdir())
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    assert batch(source, out, "--resume") == 0
    assert batch(source, tmp_path / "calm") == 0
    assert whole(out) == whole(tmp_path / "calm")


def test_no_room_for_a_status_either_is_said_in_the_tables(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(2), tmp_path / "out"
    (out / "cases/P1").mkdir(parents=True)
    with mounted(out / "cases/P1"):  # a folder that cannot be replaced
        assert batch(source, out, "--resume") == 1
    (line,) = (line for line in capsys.readouterr().err.splitlines() if "P1: failed" in line)
    assert "the folder of the case cannot be written" in line
    assert "\tmissing\t" in (out / "failures.tsv").read_text()
    assert "cannot be written" in (out / "failures.tsv").read_text()
    assert json.loads((out / "summary.json").read_text())["missing"] == ["P1"]


def test_tables_that_cannot_be_written_are_said_in_one_line(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(2), tmp_path / "out"
    (out / "cases").mkdir(parents=True)
    (out / "callability.tsv").symlink_to("/dev/full")
    assert batch(source, out) == 2
    assert "No space left on device" in capsys.readouterr().err.splitlines()[-1]
    assert not (out / "summary.json").exists()
    (out / "callability.tsv").unlink()
    assert main(["batch", "--collect", str(out), str(source), "--documents", "none"]) == 0


@pytest.mark.parametrize("out", ["/proc/out", "/dev/full", "/dev/null/out"])
def test_an_output_that_cannot_be_written_is_a_usage_error_in_one_line(vcfs, out, capsys) -> None:
    assert main(["batch", str(vcfs(1)), "-o", out]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_read_only_output_is_a_usage_error_in_one_line(vcfs, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with mounted(out, "ro"):  # what a folder allows does not bind root
        assert main(["batch", str(vcfs(1)), "-o", str(out)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "nothing can be written here (Read-only file system)" in line


def test_an_output_that_another_user_owns_is_a_usage_error_in_one_line(vcfs, tmp_path) -> None:
    source, out = vcfs(1), tmp_path / "out"
    out.mkdir(mode=0o500)
    how = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
    if how:
        for folder in (tmp_path, *tmp_path.parents):
            if folder.stat().st_mode & 0o005 != 0o005:
                pytest.skip(f"{folder} is for root only")
    command = [sys.executable, "-m", "workflow", "batch", str(source), "-o", str(out)]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, check=False, **how
    )
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert "nothing can be written here (Permission denied)" in line


def test_a_truncated_file_has_failed_and_the_others_are_done(vcfs, tmp_path, capsys) -> None:
    source, out = vcfs(3), tmp_path / "out"
    first, _, rest = (source / "P2.vcf").read_text().partition("chrX\t")
    many = "".join(f"chr1\t{place}\t.\tA\tC\t.\tPASS\t.\tGT\t0/0\n" for place in range(1, 5000))
    (source / "P2.vcf").write_text(f"{first}{many}chrX\t{rest}")
    packed = source / "P2.vcf.gz"
    import pysam

    pysam.tabix_compress(str(source / "P2.vcf"), str(packed))
    (source / "P2.vcf").unlink()
    content = packed.read_bytes()
    for name, cut in (("cut", len(content) // 2), ("no-end", len(content) - 28)):
        (source / f"{name}.vcf.gz").write_bytes(content[:cut])
    assert batch(source, out) == 1
    assert capsys.readouterr().out.startswith("5 cases: 3 done, 2 failed")
    for name in ("cut", "no-end"):
        assert "cut short" in status(out, name)["errors"][0]


def test_five_bad_files_among_five_hundred_stop_nothing(vcfs, tmp_path) -> None:
    source, out = vcfs(500, bad=(1, 2, 3)), tmp_path / "out"
    (source / "P500.vcf").write_bytes(b"\x1f\x8b\x08\x04 not packed")
    (source / "P499.vcf").write_text("")
    assert batch(source, out, "-j", "2") == 1
    summary = json.loads((out / "summary.json").read_text())
    assert (summary["cases"], summary["done"], summary["failed"]) == (500, 495, 5)
    alas2 = next(gene for gene in summary["genes"] if gene["gene"] == "ALAS2")
    assert alas2["found"] == 495
