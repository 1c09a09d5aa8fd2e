"""The best plan and how near it is to the best of all: candidates, the program, the search, the proof."""
