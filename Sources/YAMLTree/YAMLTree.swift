// YAMLTree: see README.md.
