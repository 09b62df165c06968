// PythonPackaging: see README.md.
