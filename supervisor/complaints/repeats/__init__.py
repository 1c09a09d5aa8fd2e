"""The same customer again: the same matter heard twice, and complaints that keep coming back.

Who complained is sealed by case and must stay erasable, so nothing of it is kept here: contact data are compared in
memory, what is found is kept as a link between two cases, and whoever may not read a case learns no more than that
there is one.
"""
