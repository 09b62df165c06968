/// `git version 2.39.5 (Apple Git-154)` as numbers.
package enum GitVersion {
  /// The first that takes its whole configuration from the environment.
  package static let oldest = [2, 32]

  /// Major and minor number, as pip compares them; nil where the text is another program's.
  package static func parse(_ text: String) -> [Int]? {
    guard text.hasPrefix("git version ") else { return nil }
    let numbers = text.dropFirst(12).prefix { $0 != " " && $0 != "\n" }.split(separator: ".").prefix(2)
    let parsed = numbers.compactMap { Int($0) }
    return parsed.count == 2 ? parsed : nil
  }

  package static func isEnough(_ version: [Int]) -> Bool { !version.lexicographicallyPrecedes(oldest) }
}
