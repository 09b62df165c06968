import SourceCatalogue

/// The names of OpenStack's series in branches, tags, versions and file names: `stable/2026.1`, `unmaintained/zed`,
/// `2024.1-eom`, OpenStack-Ansible's `16.0.0`, `upper-constraints-pike.txt`.
package enum OpenStackSeries {
  private static let ordered = [
    "icehouse", "juno", "kilo", "liberty", "mitaka", "newton", "ocata", "pike", "queens", "rocky", "stein", "train",
    "ussuri", "victoria", "wallaby", "xena", "yoga", "zed",
  ]

  /// From 2023 on a series is a number, which the branches bear, and a name, which people say.
  private static let numbers = [
    "antelope": "2023.1", "bobcat": "2023.2", "caracal": "2024.1", "dalmatian": "2024.2", "epoxy": "2025.1",
    "flamingo": "2025.2", "gazpacho": "2026.1",
  ]

  /// What a deployment says it is of, as it compares; nil where only a variable would tell.
  package static func stated(by catalogue: Catalogue) -> Located<String>? {
    catalogue.series.flatMap { Template.mayHoldTemplate($0.value) ? nil : $0.map(normal) }
  }

  /// What somebody calls a series, as it compares: `Epoxy`, `2025.1`, `stable/2025.1`, `31.0.0` are one.
  package static func normal(_ text: String) -> String {
    let bytes = text.utf8.filter { !isBlank($0) }.map(lower)
    let name = String(decoding: bytes, as: UTF8.self)
    return series(name[...]) ?? of(branch: name) ?? of(version: name) ?? name
  }

  /// nil for `master` and for the branches of projects with series of their own (`stable/4.7`).
  package static func of(branch: String) -> String? {
    for prefix in ["stable/", "unmaintained/"] where branch.hasPrefix(prefix) {
      return series(branch.dropFirst(prefix.count))
    }
    return nil
  }

  package static func of(_ reference: Reference) -> String? {
    switch reference.kind {
    case .branch: return of(branch: reference.value)
    case .tag:
      for suffix in ["-eol", "-eom", "-em"] where reference.value.hasSuffix(suffix) {
        return series(reference.value.dropLast(suffix.count))
      }
      return nil
    case .commit, .change, .release, .unresolved: return nil
    }
  }

  /// OpenStack-Ansible's major version 11 is kilo; from 27 on the series are halves of years.
  package static func of(version: String) -> String? {
    let parts = version.utf8.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 3, let major = Int(Substring(parts[0])), parts[1...].allSatisfy({ Int(Substring($0)) != nil })
    else { return nil }
    if major >= 27 && major < 100 { return "\(2023 + (major - 27) / 2).\((major - 27) % 2 + 1)" }
    return major >= 11 && major - 11 + 2 < ordered.count ? ordered[major - 11 + 2] : nil
  }

  /// A file's name ends in its series, a version of OpenStack-Ansible or `master`, perhaps with a date or a commit
  /// behind: `upper-constraints-pike-0143d0c2.txt`, `upper_constraints_2025.1.txt`, `upper-constraints-16.0.0.txt`.
  package static func of(fileName: String) -> String? {
    var name = fileName.utf8.split(separator: 0x2F).last.map { Substring($0) } ?? ""
    if name.hasSuffix(".txt") { name = name.dropLast(4) }
    for prefix in ["upper-constraints", "upper_constraints"] where name.hasPrefix(prefix) {
      let words = name.utf8.dropFirst(prefix.utf8.count).split { $0 == 0x2D || $0 == 0x5F }.map { Substring($0) }
      // `stable-pike` names a branch whose slash no file name can have.
      let first = words.first == "stable" || words.first == "unmaintained" ? words.dropFirst().first : words.first
      guard let first else { return nil }
      return first == "master" ? "master" : series(first) ?? of(version: String(first))
    }
    return nil
  }

  /// A name, or year and half: `2026.1`, which stands for its name too. nil for anything else.
  static func series(_ text: Substring) -> String? {
    let bytes = text.utf8.map(lower)
    let name = String(decoding: bytes, as: UTF8.self)
    if let number = numbers[name] { return number }
    if ordered.contains(name) { return name }
    let isNumber =
      bytes.count == 6 && bytes[4] == 0x2E && (bytes[5] == 0x31 || bytes[5] == 0x32) && bytes[0] == 0x32
      && bytes[..<4].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    return isNumber ? name : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
