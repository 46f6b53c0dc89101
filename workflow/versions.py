"""Which software and which knowledge this is."""

from __future__ import annotations

VERSION = "0.1.0"
"""That of pyproject.toml; to ask the metadata of the package takes longer than to start Python."""


def software_version() -> str:
    """Return the version of the package."""
    return VERSION


def versions_line() -> str:
    """Return software and knowledge version in one line."""
    from genetics.knowledge_version import knowledge_version

    return f"sideroscreen {software_version()}, knowledge {knowledge_version()}"


def nothing_was_added() -> bool:
    """Whether the laboratory has no data folder."""
    from genetics.library.folder import data_folder

    return not data_folder().exists()


def library_lines() -> list[str]:
    """Return a line for each file that the laboratory has added. Raises KnowledgeInvalid."""
    from genetics.library.folder import data_folder
    from workflow.library_sources import source_lines

    return list(source_lines(data_folder()))
