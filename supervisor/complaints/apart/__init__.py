"""What two laptops did to one case that cannot both stand, found on reading, and how a decision of it is entered.

Most of it the journal itself sees: two facts about one case that did not know of each other. Here is what it cannot
see, since one of the two only adds (an interest, a hold) or is about another case (the one that this was joined to).
"""
