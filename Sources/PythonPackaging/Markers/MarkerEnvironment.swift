/// The interpreter and the machine that a marker is asked about: PEP 508 variables by name.
package struct MarkerEnvironment: Hashable, Sendable {
  /// Every variable with one text as its value; `extra` is there only where the caller says which.
  package var values: [Marker.Variable: String]
  /// The extras that are chosen (PEP 751); nil where the question makes no sense.
  package var extras: Set<String>?
  package var dependencyGroups: Set<String>?
  /// Names that PEP 508 does not know: what a comparison of two quoted texts asks for.
  package var others: [String: String] = [:]

  package init(
    _ values: [Marker.Variable: String], extras: Set<String>? = nil, dependencyGroups: Set<String>? = nil
  ) {
    self.values = values
    self.extras = extras
    self.dependencyGroups = dependencyGroups
  }

  /// CPython of a version (`3.12` or `3.12.4`) on 64-bit Linux, the machine that OpenStack runs on; nil for a text that
  /// is no version. A version without patch level stands for its first release.
  package init?(python text: String) {
    guard let version = Version(text), version.release.count >= 2 else { return nil }
    let numbers = version.release.map(\.description)
    var full = numbers.joined(separator: ".")
    if numbers.count == 2 { full += ".0" }
    if let pre = version.pre { full += "\(pre.kind.text)\(pre.number)" }
    self.init(
      [
        .pythonVersion: numbers[0] + "." + numbers[1], .pythonFullVersion: full, .implementationVersion: full,
        .implementationName: "cpython", .platformPythonImplementation: "CPython", .osName: "posix",
        .sysPlatform: version.release[0] < VersionNumber(3) ? "linux2" : "linux", .platformSystem: "Linux",
        .platformMachine: "x86_64", .platformRelease: "", .platformVersion: "",
      ])
  }
}

/// Which variables a marker may ask for beyond the interpreter and the machine (`packaging`'s `EvaluateContext`).
package enum MarkerContext: String, Sendable, CaseIterable {
  /// A dependency in a distribution's metadata: `extra` is empty unless given.
  case metadata
  /// A line of a lock file: `extras` and `dependency_groups` are empty sets unless given.
  case lockFile = "lock_file"
  /// Anything else, such as a requirement file.
  case requirement
}

/// Why a marker has no truth value.
package enum MarkerFault: Error, Hashable, Sendable {
  /// A variable without a value, or none at all, where one must stand.
  case undefinedName(String)
  /// Values that this operator cannot compare.
  case undefinedComparison(String)
}
