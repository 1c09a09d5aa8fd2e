"""Taking a complaint down: all that is said at one sitting goes on record in one go, and nothing typed is lost.

A form that is left before it was sent (the desk locked itself, somebody logged out) is kept as a draft, sealed under a
key of its own, for its writer alone; once it is sent or thrown away that key is destroyed.
"""
