"""Drills: a scene played on recorded or made traffic, with a manager who counts, plans, orders and ticks; then a score.

A drill lives in memory. It reads the branch's playbook and, for a scene made from one of its days, that day's tickets;
it writes nothing but its result, which belongs to the training record. A crash in the middle leaves nothing behind.
"""
