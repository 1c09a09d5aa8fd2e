"""Trying what a month would come to: a bar that says it is only a try, everybody before and after, and the levers."""
