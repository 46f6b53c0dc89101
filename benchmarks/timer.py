"""Runs one command and tells what it and all processes it started took.

It is started anew for each command, by itself and bare (`python -I -S`): the peak memory that
the kernel reports of a process is never below that of the process that started it.
"""

import ctypes
import json
import os
import sys
from time import perf_counter

BECOME_THE_REAPER = 36  # PR_SET_CHILD_SUBREAPER of prctl(2): orphans are handed to us, and counted
ABSENT = 127  # what the shell says as well where there is no such program


def main(output: str, command: list[str]) -> None:
    """Run the command with its output in a file; print seconds, CPU seconds, KiB, exit code."""
    ctypes.CDLL(None).prctl(BECOME_THE_REAPER, 1, 0, 0, 0)
    into = (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    wall = cpu = 0.0
    peak = code = 0
    began = perf_counter()
    try:
        program = os.posix_spawnp(command[0], command, os.environ, file_actions=[into])
    except FileNotFoundError:
        code = ABSENT
    while True:
        try:
            ended, status, used = os.wait4(-1, 0)
        except ChildProcessError:
            break
        if ended == program:
            wall, code = perf_counter() - began, os.waitstatus_to_exitcode(status)
        cpu += used.ru_utime + used.ru_stime
        peak = max(peak, used.ru_maxrss)
    sys.stdout.write(json.dumps([wall, cpu, peak, code]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
