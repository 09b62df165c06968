// SourceCatalogue: see README.md.
