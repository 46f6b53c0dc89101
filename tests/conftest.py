"""What every test may ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the big oracles as well")


def pytest_configure(config: pytest.Config) -> None:
    """Make up the same cases in every run; with --long others each time."""
    settings.register_profile("steady", derandomize=True)
    settings.register_profile("searching", derandomize=False)
    settings.load_profile("searching" if config.getoption("--long") else "steady")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="a long test; runs with --long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the checkout, or wherever SIDEROSCREEN_SHARED says."""
    named = os.environ.get("SIDEROSCREEN_SHARED")
    folder = Path(named) if named else REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            "no folder of reference material: neither ../shared nor $SIDEROSCREEN_SHARED is there"
        )
    return folder


@pytest.fixture(scope="session", autouse=True)
def no_data_of_the_developer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test, and no process that a test starts, see a data folder that somebody has filled."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIDEROSCREEN_DATA", str(tmp_path_factory.mktemp("no-data")))
        yield
