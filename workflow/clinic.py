"""The clinic's profile as commands take it, and its language, in which a case is worked out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reports.site import Site


def read_profile(site_file: Path | None, language: str = "") -> Site:
    """Return the clinic's profile, an empty one where no file is named.

    A `language` that is named goes before that of the profile. Raises InputRejected.
    """
    from reports.catalogues import languages, own_phrases
    from reports.site import Site
    from reports.site_file import read_site

    if site_file is None:
        site = Site()
    else:
        site = read_site(site_file, phrases=own_phrases(), languages=languages())
    return replace(site, language=language.strip() or site.language)


@contextmanager
def in_its_language(site: Site) -> Iterator[None]:
    """Say everything in the clinic's language and wordings until the block ends.

    Raises UsageError for a language that is not there.
    """
    from genetics.phrases import speaking
    from reports.catalogues import tongue

    with speaking(tongue(site.language, site.phrases)):
        yield
