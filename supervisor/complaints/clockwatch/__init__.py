"""Noticing that the clock of this computer was set back: no limit gets longer by it, and no late answer becomes one in
time.

What decides whether something is in time is the later of the wall clock and the latest instant the book has seen. Where
the clock had stood ahead by mistake and was put right, the branch manager says so once; then the wall clock counts
again.
"""
