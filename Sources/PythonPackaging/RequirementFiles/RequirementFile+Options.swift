extension RequirementFile {
  /// What the option lines of all files set, in the order of the text (pip `req_file.handle_option_line`).
  package struct Options: Hashable, Sendable {
    /// `--index-url` and `--extra-index-url`; empty behind `--no-index`, which nothing takes back.
    package internal(set) var indexURLs: [String] = []
    package internal(set) var noIndex = false
    package internal(set) var findLinks: [String] = []
    package internal(set) var trustedHosts: [String] = []
    /// Canonical names, or `:all:`.
    package internal(set) var noBinary: Set<String> = []
    package internal(set) var onlyBinary: Set<String> = []
    package internal(set) var allReleases: Set<String> = []
    package internal(set) var onlyFinal: Set<String> = []
    package internal(set) var pre = false
    package internal(set) var preferBinary = false
    package internal(set) var requireHashes = false
    package internal(set) var noRequireHashes = false
    package internal(set) var features: [String] = []

    package init() {}

    /// What a line without a requirement changes.
    mutating func apply(_ line: LineOptions, findLinks resolve: (String) -> String) {
      if line.requireHashes { requireHashes = true }
      if line.noRequireHashes { noRequireHashes = true }
      for feature in line.features where !features.contains(feature) { features.append(feature) }
      if line.noIndex {
        noIndex = true
        indexURLs = []
      }
      if !noIndex {
        if let url = line.indexURL, !url.isEmpty { indexURLs = [url] }
        indexURLs += line.extraIndexURLs
      }
      // pip takes one location of a line, whatever their number.
      if let location = line.findLinks.first { findLinks.append(resolve(location)) }
      if line.pre { pre = true }
      if line.preferBinary { preferBinary = true }
      for host in line.trustedHosts.compactMap(TrustedHost.normal) where !trustedHosts.contains(host) {
        trustedHosts.append(host)
      }
    }

    /// `--no-binary` and its kind: names between commas; `:all:` and `:none:` start anew. What one set gains, the
    /// other loses (pip `FormatControl.handle_mutual_excludes`).
    static func choose(_ value: String, target: inout Set<String>, other: inout Set<String>) {
      var names = value.parts(at: 0x2C)[...]
      while let all = names.firstIndex(of: ":all:") {
        other = []
        target = [":all:"]
        names = names[(all + 1)...]
        if !names.contains(":none:") { return }
      }
      for name in names {
        if name == ":none:" {
          target = []
          continue
        }
        let canonical = PackageName.canonical(name)
        other.remove(canonical)
        target.insert(canonical)
      }
    }
  }
}
