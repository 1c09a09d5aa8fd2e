"""Fairness of a month: who marks hard, what a rank is worth, who was looked at how often. It never changes a score.

`read` reads all of it for one person within his rights, `sentences` says what matters in plain words.
"""

from supervisor.appraisal.fairness.reading import read
from supervisor.appraisal.fairness.records import Fairness
from supervisor.appraisal.fairness.saying import sentences

__all__ = ["Fairness", "read", "sentences"]
