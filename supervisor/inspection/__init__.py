"""Inspections (检查): what a supervisor sees against what the branch's standard asks.

A check-list is versioned data, an inspection is pinned to the version it began with, every answer is an entry of its
own the moment it is given, and the score explains each point that was lost. Findings become corrective actions in the
same write that finishes the inspection, and feed the monthly appraisal of the people concerned.
"""
