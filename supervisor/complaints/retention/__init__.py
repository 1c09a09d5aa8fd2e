"""How long what is sealed is kept, and its erasing: proposed when its time is over, gone through, signed.

Nothing is erased by the program itself. A case that a court, the regulator or an audit still needs is held and left
out; one that is wanted longer is kept with a reason and a new day.
"""
