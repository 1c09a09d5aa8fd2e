"""What a plan may do, said by name: rules, breaks, posts that nobody can cover, and words for the radio."""
