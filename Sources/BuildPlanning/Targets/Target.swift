import PythonPackaging

/// The machines that a plan is for: `ubuntu-24.04-x86_64`, with the Python that its venvs are made with.
package struct Target: Hashable, Sendable {
  /// `ID` of os-release(5), lower case: `debian`.
  package let distribution: String
  /// `VERSION_ID` of os-release(5): `12`, `24.04`.
  package let version: String
  /// As `uname -m` says it: `x86_64`, `aarch64`.
  package let architecture: String
  /// `3.11`; nil where nobody said and the distribution's own is not known.
  package let python: String?

  package init(distribution: String, version: String, architecture: String, python: String? = nil) {
    self.distribution = distribution
    self.version = version
    self.architecture = architecture
    self.python = python ?? DistributionPython.version(of: distribution, version)
  }

  /// `DISTRIBUTION-VERSION-ARCHITECTURE[-PYTHON]`; nil where the text is not that.
  package init?(_ text: String) {
    var parts = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    var python: String?
    if parts.count > 3, let last = parts.last, Self.isPython(last) {
      python = last
      parts.removeLast()
    }
    guard parts.count >= 3, parts.allSatisfy(Self.isWord), let architecture = parts.popLast(),
      let version = parts.popLast(), version.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true,
      architecture.utf8.first.map({ $0 >= 0x61 && $0 <= 0x7A }) == true
    else { return nil }
    self.init(
      distribution: parts.joined(separator: "-"), version: version, architecture: architecture, python: python)
  }

  /// The same machines with another interpreter.
  package func with(python: String) -> Target {
    Target(distribution: distribution, version: version, architecture: architecture, python: python)
  }

  /// `debian-12-x86_64`: how folders and steps call it.
  package var name: String { "\(distribution)-\(version)-\(architecture)" }

  /// A version of Python of two numbers: `3.11`.
  package static func isPython(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { part in
        (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
      }
  }

  private static func isWord(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x61 && $0 <= 0x7A) || $0 == 0x5F || $0 == 0x2E
      }
  }
}

extension Target {
  /// Names under which Ansible looks for a role's variables of this distribution, the first found wins; after them
  /// what holds for every distribution.
  package var variants: [String] {
    let major = version.split(separator: ".").first.map(String.init) ?? version
    var names: [String] = []
    for name in [distribution] + DistributionFamily.names(of: distribution) {
      names += ["\(name)-\(version)", "\(name)-\(major)", name]
    }
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// Distributions that share packages: Ansible's `os_family`, and the families' other names in the structured format.
enum DistributionFamily {
  /// Whether a variable file of this name is some system's: `redhat-9`, `ubuntu`.
  static func isSystem(_ name: String) -> Bool {
    let first = name.split(separator: "-", maxSplits: 1).first.map(String.init) ?? name
    return !names(of: first).isEmpty || ["alpine", "amazon", "archlinux", "gentoo"].contains(first)
  }

  static func names(of distribution: String) -> [String] {
    switch distribution {
    case "debian", "ubuntu": ["debian"]
    case "rocky", "almalinux", "centos", "rhel", "redhat", "ol", "fedora": ["redhat"]
    case "opensuse-leap", "opensuse", "sles", "suse": ["suse"]
    default: []
    }
  }
}

/// The `python3` that a distribution ships, where a target does not say which.
enum DistributionPython {
  static func version(of distribution: String, _ version: String) -> String? {
    let major = version.split(separator: ".").first.map(String.init) ?? version
    switch (DistributionFamily.names(of: distribution).first, distribution, major) {
    case (_, "debian", "11"): return "3.9"
    case (_, "debian", "12"): return "3.11"
    case (_, "debian", "13"): return "3.13"
    case (_, "ubuntu", "20"): return "3.8"
    case (_, "ubuntu", "22"): return "3.10"
    case (_, "ubuntu", "24"): return "3.12"
    case (_, "ubuntu", "26"): return "3.14"
    case ("redhat", _, "8"): return "3.6"
    case ("redhat", _, "9"): return "3.9"
    case ("redhat", _, "10"): return "3.12"
    default: return nil
    }
  }
}

extension Target {
  /// The machine with an interpreter, as markers ask for them; nil for what is no version.
  func markerEnvironment(python: String?) -> MarkerEnvironment? {
    var environment = python.flatMap { MarkerEnvironment(python: $0) }
    environment?.values[.platformMachine] = architecture
    return environment
  }
}
