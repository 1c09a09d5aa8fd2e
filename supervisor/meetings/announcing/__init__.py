"""What leaves the house on paper or as a file: calendar files, the notices to staff and to customers."""
