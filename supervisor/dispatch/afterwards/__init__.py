"""The page about an incident that has ended: what was promised, what came, what is to be learned."""
