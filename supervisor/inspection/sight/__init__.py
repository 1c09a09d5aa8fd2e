"""What many inspections say together: trends, heat maps, repeat offenders and how hard each inspector marks."""
