"""The word for a record whose filter column says nothing: neither passed nor failed."""

from __future__ import annotations

from genetics.phrases import marked

NO_FILTER_STATED = marked("not stated")
