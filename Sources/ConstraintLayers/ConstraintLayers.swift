// ConstraintLayers: see README.md.
