"""From announced to over: publishing, who came, start, release, end."""
