// Reporting: see README.md.
