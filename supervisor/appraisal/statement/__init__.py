"""One person's month as a statement of account: what each component brings, what every line costs in the total.

The kernel makes lines that add up to components; here each line is also said in points of the total, so that whoever
reads it need not multiply by a weight. Nothing is scored here.
"""
