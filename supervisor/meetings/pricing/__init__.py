"""What it costs customers to take these people off their posts then, after the best backfill. Pure."""
