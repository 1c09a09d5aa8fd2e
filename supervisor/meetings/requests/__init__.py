"""What people ask to meet about: asked, changed, repeated, cancelled, read from calendar files."""
