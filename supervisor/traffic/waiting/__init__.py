"""How long customers wait with so many people on post: queues, patience, and the people a target needs. Pure."""
