// OSASourcesCommands: see README.md.
