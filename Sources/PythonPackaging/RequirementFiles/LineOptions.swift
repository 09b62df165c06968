/// The options of one line, as Python's `optparse` takes them with pip's table (pip `req_file.SUPPORTED_OPTIONS`):
///
///     options := (long | short | "--" | word)*         words that are no option are left aside, as pip does
///     long    := "--" name ("=" value | WS value)?     any unique beginning of a name will do
///     short   := "-" letter (value | WS value)
struct LineOptions {
  var indexURL: String?
  var extraIndexURLs: [String] = []
  var noIndex = false
  var constraints: [String] = []
  var requirements: [String] = []
  var editables: [String] = []
  var findLinks: [String] = []
  var noBinary: [Choice] = []
  var releases: [Choice] = []
  var preferBinary = false
  var requireHashes = false
  var noRequireHashes = false
  var pre = false
  var trustedHosts: [String] = []
  var features: [String] = []
  var hashes: [RequirementFile.Hash] = []
  var configSettings: [RequirementFile.ConfigSetting] = []

  /// `--no-binary` or `--only-binary`, `--only-final` or `--all-releases`: which of the two, and its value.
  struct Choice {
    let isFirst: Bool
    let value: String
  }

  struct Fault: Error {
    let message: String
    var hint: String?
  }

  enum Option: String, CaseIterable {
    case indexURL = "--index-url"
    case pypiURL = "--pypi-url"
    case extraIndexURL = "--extra-index-url"
    case noIndex = "--no-index"
    case constraint = "--constraint"
    case requirement = "--requirement"
    case editable = "--editable"
    case findLinks = "--find-links"
    case noBinary = "--no-binary"
    case onlyBinary = "--only-binary"
    case preferBinary = "--prefer-binary"
    case requireHashes = "--require-hashes"
    case noRequireHashes = "--no-require-hashes"
    case pre = "--pre"
    case allReleases = "--all-releases"
    case onlyFinal = "--only-final"
    case trustedHost = "--trusted-host"
    case useFeature = "--use-feature"
    case hash = "--hash"
    case configSettings = "--config-settings"

    var takesValue: Bool {
      switch self {
      case .noIndex, .preferBinary, .requireHashes, .noRequireHashes, .pre: false
      default: true
      }
    }

    init?(letter: Unicode.Scalar) {
      switch letter {
      case "i": self = .indexURL
      case "c": self = .constraint
      case "r": self = .requirement
      case "e": self = .editable
      case "f": self = .findLinks
      case "C": self = .configSettings
      default: return nil
      }
    }
  }

  /// pip 26: `--use-feature`.
  private static let knownFeatures = [
    "fast-deps", "inprocess-build-deps", "venv-isolation", "truststore", "no-binary-enable-wheel-cache",
    "build-constraint",
  ]
  private static let strongHashes = ["sha256", "sha384", "sha512"]

  /// Nothing that belongs to a requirement.
  var isPlain: Bool { editables.isEmpty && hashes.isEmpty && configSettings.isEmpty }

  init() {}

  init(_ words: [String]) throws(Fault) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" { return }
      if word.starts(withBytes: "--") {
        try long(word, &rest)
      } else if word.starts(withBytes: "-") && word.utf8.count > 1 {
        try short(word, &rest)
      }
    }
  }

  private mutating func long(_ word: String, _ rest: inout ArraySlice<String>) throws(Fault) {
    let parts = word.cut(at: 0x3D)
    let option = try Self.named(parts?.before ?? word)
    let attached = parts?.after
    guard option.takesValue else {
      if attached != nil { throw Fault(message: "option `\(option.rawValue)` takes no value") }
      return try set(option, "")
    }
    guard let value = attached ?? rest.popFirst() else {
      throw Fault(message: "option `\(option.rawValue)` lacks its value")
    }
    try set(option, value)
  }

  private static func named(_ name: String) throws(Fault) -> Option {
    if let option = Option(rawValue: name) { return option }
    let candidates = Option.allCases.filter { $0.rawValue.starts(withBytes: name) }
    if candidates.count == 1 { return candidates[0] }
    if candidates.isEmpty { throw Fault(message: "no such option: `\(name)`") }
    throw Fault(
      message: "ambiguous option: `\(name)`",
      hint: "options that begin so: \(candidates.map { "`\($0.rawValue)`" }.joined(separator: ", "))")
  }

  private mutating func short(_ word: String, _ rest: inout ArraySlice<String>) throws(Fault) {
    // Every short option takes a value, so the first letter decides.
    let letters = word.unicodeScalars.dropFirst()
    guard let letter = letters.first, let option = Option(letter: letter) else {
      throw Fault(message: "no such option: `-\(letters.first.map(String.init) ?? "")`")
    }
    let attached = String(letters.dropFirst())
    guard let value = attached.isEmpty ? rest.popFirst() : attached else {
      throw Fault(message: "option `-\(letter)` lacks its value")
    }
    try set(option, value)
  }

  private mutating func set(_ option: Option, _ value: String) throws(Fault) {
    switch option {
    case .indexURL, .pypiURL: indexURL = value
    case .extraIndexURL: extraIndexURLs.append(value)
    case .noIndex: noIndex = true
    case .constraint: constraints.append(value)
    case .requirement: requirements.append(value)
    case .editable: editables.append(value)
    case .findLinks: findLinks.append(value)
    case .noBinary, .onlyBinary: noBinary.append(try Self.choice(option, isFirst: option == .noBinary, value))
    case .allReleases, .onlyFinal: releases.append(try Self.choice(option, isFirst: option == .allReleases, value))
    case .preferBinary: preferBinary = true
    case .requireHashes: requireHashes = true
    case .noRequireHashes: noRequireHashes = true
    case .pre: pre = true
    case .trustedHost: trustedHosts.append(value)
    case .useFeature: try addFeature(value)
    case .hash: try addHash(value)
    case .configSettings: try addSetting(value)
    }
  }

  private static func choice(_ option: Option, isFirst: Bool, _ value: String) throws(Fault) -> Choice {
    if value.starts(withBytes: "-") { throw Fault(message: "option `\(option.rawValue)` lacks its value") }
    return Choice(isFirst: isFirst, value: value)
  }

  private mutating func addFeature(_ value: String) throws(Fault) {
    guard Self.knownFeatures.contains(value) else {
      throw Fault(
        message: "option `--use-feature` knows no `\(value)`", hint: Self.knownFeatures.joined(separator: ", "))
    }
    features.append(value)
  }

  private mutating func addHash(_ value: String) throws(Fault) {
    guard let (algorithm, digest) = value.cut(at: 0x3A) else {
      throw Fault(message: "`--hash` needs an algorithm and a digest", hint: "`--hash=sha256:...`")
    }
    guard Self.strongHashes.contains(algorithm) else {
      throw Fault(
        message: "`--hash` does not allow `\(algorithm)`",
        hint: "allowed algorithms: \(Self.strongHashes.joined(separator: ", "))")
    }
    hashes.append(RequirementFile.Hash(algorithm: algorithm, digest: digest))
  }

  private mutating func addSetting(_ value: String) throws(Fault) {
    guard let (name, content) = value.cut(at: 0x3D) else {
      throw Fault(message: "`--config-settings` needs `NAME=VALUE`")
    }
    configSettings.append(RequirementFile.ConfigSetting(name: name, value: content))
  }
}
