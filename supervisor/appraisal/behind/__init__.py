"""What stands behind a line of a score: the answer, case, test or number as it was recorded, by whom and when.

One function a kind of evidence, found by what its subject begins with; `reading` puts it together with the rule and the
entries of the journal. Everything is read as far as the reader may see it: customers' words masked, and of other people
a member of staff reads no name.
"""
