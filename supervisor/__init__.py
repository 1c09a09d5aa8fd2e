"""The branch supervisor console: one journal of what happened, ledgers read from it, four pillars above."""

__version__ = "0.1.0"
