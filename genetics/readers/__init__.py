"""The ways in: one file for each, and what they have in common."""

import os

# The library of linear algebra that numpy loads, and nothing here uses, starts a thread a core:
# as dear as all the rest of numpy (measured). It must be said before numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
