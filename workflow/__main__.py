"""One door: what is typed in goes to its command; the version is said at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_VERSION = (["-V"], ["--version"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code (0, 1, 2, 3, 4 or 5)."""
    words = sys.argv[1:] if arguments is None else arguments
    if list(words) in _VERSION and _said_at_once():
        return 0
    from workflow.command_line import run

    return run(arguments)


def _said_at_once() -> bool:
    """Print the versions, and nothing else is loaded; False where there is more to say."""
    from workflow.versions import nothing_was_added, versions_line

    try:
        if not nothing_was_added():
            return False
        sys.stdout.write(f"{versions_line()}\n")
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 - the whole way says what is wrong
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
