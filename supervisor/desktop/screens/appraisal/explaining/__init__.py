"""Where a score comes from: the lines of one person's month, and what stands behind each of them."""
