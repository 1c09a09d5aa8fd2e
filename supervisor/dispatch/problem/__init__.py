"""What a problem of dispatch is made of: people, posts, classes, queue and limits, and the lines of its answer."""
