"""Files of a case: letter scans, photos, recordings, sealed with it name and all, opened only by a logged command.

The room exists because a file says more about a customer than any text: its very name may hold a name. What was handed
in is kept byte for byte (it is evidence, with whatever a camera wrote into it); what it is is told by its content.
"""
