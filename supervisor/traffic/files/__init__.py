"""What is remembered of the files that people brought: apart from the tickets, which go by day."""
