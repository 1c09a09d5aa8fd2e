"""The branch supervisor console: one journal of what happened, ledgers read from it, four pillars above."""

import os

# Matrices here have some hundred rows at most: threads of numpy's library would only wait for each other, and for the
# other programs of a branch's computer (a forecast under load took twenty times as long). Read when numpy is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"
