import PythonPackaging

/// Distributions that build wheels: PEP 517 backends and what they need to run. A constraint on one of them decides a
/// wheel's content; one on anything else decides only what is installed beside it.
enum BuildTools {
  static let names: Set<String> = [
    "build", "calver", "cffi", "cython", "editables", "flit-core", "flit-scm", "hatch-fancy-pypi-readme",
    "hatch-requirements-txt", "hatch-vcs", "hatchling", "maturin", "meson", "meson-python", "ninja", "packaging",
    "pathspec", "pbr", "pdm-backend", "pip", "pluggy", "poetry-core", "poetry-dynamic-versioning", "pybind11",
    "pycparser", "pyproject-hooks", "pyproject-metadata", "scikit-build", "scikit-build-core",
    "semantic-version", "setuptools", "setuptools-git-versioning", "setuptools-rust", "setuptools-scm", "tomli",
    "trove-classifiers", "typing-extensions", "uv-build", "versioneer", "wheel",
  ]

  static func holds(_ canonicalName: String) -> Bool { names.contains(canonicalName) }
}
