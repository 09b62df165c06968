import Diagnostics
import TextFiles

extension VenvPlanning {
  /// The deployer's options for pip without files of constraints that only a server has.
  func reachable(_ words: [String], at place: Location) -> (words: [String], diagnostics: [Diagnostic]) {
    var kept: [String] = []
    var found: [Diagnostic] = []
    var index = 0
    while index < words.count {
      let (address, length) = Self.constraints(words[index...])
      if let address, AddressRewrite.isRemote(AddressRewrite.apply(request.rewrites, inside: address)) {
        found.append(.unreachableConstraints(address, of: venv.name, at: place))
      } else {
        kept += words[index..<(index + length)]
      }
      index += length
    }
    return (kept, found)
  }

  /// What `--constraint` or `-c` names at the beginning of the words, and how many of them say it.
  private static func constraints(_ words: ArraySlice<String>) -> (address: String?, length: Int) {
    guard let word = words.first else { return (nil, 1) }
    if word == "--constraint" || word == "-c" {
      let next = words.dropFirst().first
      return (next, next == nil ? 1 : 2)
    }
    for prefix in ["--constraint=", "-c"] where word.hasPrefix(prefix) {
      return (String(word.dropFirst(prefix.utf8.count)), 1)
    }
    return (nil, 1)
  }
}
