"""The weekly sheet of a client manager (客户经理周报, E2): his week against the standard and the weeks before, and what
is owed by him.

The room exists so that the sheet on screen, on paper and at the command line is one: figures come from the numbers that
were brought in, the standard from the rule book, what is owed from promises, complaints and actions.
"""
