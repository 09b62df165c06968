// JSONText: see README.md.
