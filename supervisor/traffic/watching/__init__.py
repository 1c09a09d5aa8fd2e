"""A folder into which the queue machine writes, looked at again and again: what is new in it goes into the book."""
