"""Opening, creating and changing the book: what a person meets before there is a branch on screen.

Imported only when it is needed: a book that opens by itself never loads this.
"""
