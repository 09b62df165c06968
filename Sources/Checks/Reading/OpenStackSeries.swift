import SourceCatalogue

/// The names of OpenStack's series in branches and tags: `stable/2026.1`, `unmaintained/zed`, `2024.1-eom`.
enum OpenStackSeries {
  private static let named: Set<Substring> = [
    "icehouse", "juno", "kilo", "liberty", "mitaka", "newton", "ocata", "pike", "queens", "rocky", "stein", "train",
    "ussuri", "victoria", "wallaby", "xena", "yoga", "zed",
  ]

  /// nil for `master` and for the branches of projects with series of their own (`stable/4.7`).
  static func of(branch: String) -> String? {
    for prefix in ["stable/", "unmaintained/"] where branch.hasPrefix(prefix) {
      let name = branch.dropFirst(prefix.count)
      return isSeries(name) ? String(name) : nil
    }
    return nil
  }

  static func of(_ reference: Reference) -> String? {
    switch reference.kind {
    case .branch: return of(branch: reference.value)
    case .tag:
      for suffix in ["-eol", "-eom", "-em"] where reference.value.hasSuffix(suffix) {
        let name = reference.value.dropLast(suffix.count)
        return isSeries(name) ? String(name) : nil
      }
      return nil
    case .commit, .change, .release, .unresolved: return nil
    }
  }

  /// A name, or year and half: `2026.1`.
  private static func isSeries(_ name: Substring) -> Bool {
    if named.contains(name) { return true }
    let bytes = Array(name.utf8)
    return bytes.count == 6 && bytes[4] == 0x2E && (bytes[5] == 0x31 || bytes[5] == 0x32) && bytes[0] == 0x32
      && bytes[..<4].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
