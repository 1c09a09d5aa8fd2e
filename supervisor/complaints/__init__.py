"""Complaints, praise and promises: what customers say to the branch, and what the branch owes them in return.

The room exists so that nothing a customer said is forgotten, late or leaked: every complaint has an owner at
every moment and clocks that run from when it was heard (`deadlines`), a course whose illegal steps are
refused with their reason (`course`), and free texts and contact data sealed by case, shown masked and
erasable for good (`masking`). Praise, call-backs promised and the daily reading of the comment book are kept
beside them.
"""
