"""A posting's text and the draft that it makes, as plain data. Pure: the standard library alone."""
