"""`nablabook doctor`: what is missing on this machine, and what mends it."""
