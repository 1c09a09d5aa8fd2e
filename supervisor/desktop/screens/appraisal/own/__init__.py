"""One's own month: the score with its explanation, one's own words, the manager's, and what one may do about it."""
