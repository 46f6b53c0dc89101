"""Which software and which knowledge this is."""

from __future__ import annotations


def software_version() -> str:
    """Return the version of the installed package."""
    from importlib import metadata

    return metadata.version("sideroscreen")


def versions_line() -> str:
    """Return software and knowledge version in one line."""
    from genetics.gene_files import knowledge_version

    return f"sideroscreen {software_version()}, knowledge {knowledge_version()}"


def library_lines() -> list[str]:
    """Return a line for each file that the laboratory has added. Raises KnowledgeInvalid."""
    from genetics.library.folder import data_folder
    from workflow.library_sources import source_lines

    return list(source_lines(data_folder()))
