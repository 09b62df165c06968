import PythonPackaging

/// Whether a program is the system's own.
enum HostPath {
  /// A folder that is not the system's, or whatever a variable says.
  static func isForeign(_ program: String) -> Bool {
    if program.holds("{{") { return true }
    guard program.utf8.contains(0x2F) else { return false }
    return !["/usr/", "/bin/", "/sbin/"].contains(where: program.hasPrefix)
  }

  /// The interpreter of a virtual environment; a variable may hold the host's as well.
  static func isVenvInterpreter(_ program: String) -> Bool {
    guard program.holds("{{") else { return isForeign(program) }
    return program.holds("}}/") || program.holds("venv") || program.holds("playbook_python")
  }
}
