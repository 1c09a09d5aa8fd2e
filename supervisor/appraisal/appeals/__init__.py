"""Lines that are disputed: appeals by whom they concern, decisions by somebody else, waivers with their reason."""
