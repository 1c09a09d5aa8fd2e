"""How many customers come in each interval of a day, with bands that hold, from the days before it. Pure."""
