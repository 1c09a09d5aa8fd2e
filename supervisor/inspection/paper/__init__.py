"""One inspection on paper: what stands on it, and its page."""
