"""The register as a list: what a line of it says, for a hundred thousand cases at once.

Reading a case whole costs a settings query and a dozen objects; a list needs neither. Its lines are read by one query,
for one reader, with nothing sealed in them; only of cases that are still owed something are the clocks worked out.
"""
