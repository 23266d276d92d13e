"""The verbs of a supplier's own house: signing up, its profile, its people."""
