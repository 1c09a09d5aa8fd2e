"""Maintenance windows (A6): outside opening hours, or inside them with everything that customers need in place.

The window itself is a meeting of the kind `maintenance`; here lies its check-list, which says for one time of one day
what is out of use, that the notice hangs, that signs stand, who guides customers, which other channels there are and
who covers an emergency.
"""
