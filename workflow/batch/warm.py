"""What every worker needs, loaded once: the server that workers are forked from imports this."""

from __future__ import annotations

from contextlib import suppress

import pysam  # noqa: F401 - this and the following: so that no worker has to
import vcf  # noqa: F401

import genetics.findings
import genetics.outputs.document  # noqa: F401
import pedigrees.readers.pedigree  # noqa: F401
import workflow.batch.unit  # noqa: F401
from genetics.errors import SideroscreenError
from genetics.gene_files import load_panel

# A panel that is refused is said by each case that needs it.
with suppress(SideroscreenError):
    load_panel()
