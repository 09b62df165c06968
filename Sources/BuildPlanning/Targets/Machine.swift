import TextFiles

/// The machine that this runs on, as a target.
package enum Machine {
  /// nil where the system does not say what it is (os-release(5) is missing).
  package static func target(root: String = "") -> Target? {
    let files = ["/etc/os-release", "/usr/lib/os-release"].map { root + $0 }
    for path in files {
      let name = FileReference(root: -1, path: path)
      guard let file = try? FileReading.read(path, as: name) else { continue }
      return target(release: String(decoding: file.bytes, as: UTF8.self), python: python(root: root))
    }
    return nil
  }

  /// `text` is the content of os-release(5): shell assignments, one a line.
  static func target(release text: String, python: String?) -> Target? {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, !line.hasPrefix("#") else { continue }
      values[parts[0]] = unquoted(parts[1])
    }
    guard let distribution = values["ID"], let version = values["VERSION_ID"] else { return nil }
    let target = Target("\(distribution)-\(version)-\(architecture)")
    return target.map {
      Target(
        distribution: $0.distribution, version: $0.version, architecture: $0.architecture,
        python: python ?? $0.python)
    }
  }

  private static func unquoted(_ text: String) -> String {
    guard let quote = text.first, quote == "\"" || quote == "'", text.last == quote, text.utf8.count >= 2 else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }

  /// What `python3` leads to: distributions link it to the versioned name.
  private static func python(root: String) -> String? {
    let resolved = FileReading.absolutePath(root + "/usr/bin/python3")
    guard let name = resolved.split(separator: "/").last, name.hasPrefix("python") else { return nil }
    let version = String(name.dropFirst("python".count))
    return Target.isPython(version) ? version : nil
  }

  /// As `uname -m` calls what this program was compiled for.
  static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "aarch64"
    #else
      "unknown"
    #endif
  }
}
