"""Late evidence of a signed month: in which month it counts, and what it costs or earns there.

The room exists so that nothing that arrives after the signature is ever lost or counted twice: where a piece counts
follows from the locks alone, which every copy has, and its lines are the difference it makes to the month it is of.
"""
