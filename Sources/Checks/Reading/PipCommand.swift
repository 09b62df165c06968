import PythonPackaging

/// Command lines that install with pip.
///
///     line    := command (("&&" | "||" | ";" | "|" | newline) command)*
///     command := (assignment | "sudo" | "env" | ...)* ("pip" | python "-m" "pip" | "uv" "pip") option* "install" word*
///
/// Words end at blanks outside quotes and templates. What another program runs (`chroot`, `docker exec`) is not looked at.
enum PipCommand {
  static func installsOnHost(_ text: String) -> Bool {
    for words in commands(in: text) {
      if entersVenv(words) { return false }
      if isHostInstall(words) { return true }
    }
    return false
  }

  /// Options that put packages elsewhere than into the interpreter's own folder.
  static func hasOtherTarget(_ options: String) -> Bool {
    options.split(separator: " ").contains { word in
      otherTargets.contains { word == $0 || word.hasPrefix($0 + "=") }
    }
  }

  private static let otherTargets = [
    "--target", "-t", "--prefix", "--root", "--dry-run", "--download", "--help", "--python",
  ]
  private static let prefixes: Set<String> = [
    "sudo", "env", "exec", "nohup", "time", "if", "then", "do", "!", "else", "-H", "-E", "-n",
  ]

  /// `. /venv/bin/activate`, or a search path of a venv.
  private static func entersVenv(_ words: [String]) -> Bool {
    if let first = words.first, first == "." || first == "source" {
      return words.dropFirst().first?.hasSuffix("/activate") ?? false
    }
    let settings =
      words.first == "export" ? words.dropFirst() : words.prefix { prefixes.contains($0) || isAssignment($0) }
    return settings.contains { word in
      word.hasPrefix("VIRTUAL_ENV=")
        || word.hasPrefix("PATH=") && TaskSurroundings.isVenvPath(String(word.dropFirst(5)))
    }
  }

  private static func isHostInstall(_ words: [String]) -> Bool {
    var words = words.drop { prefixes.contains($0) || isAssignment($0) }
    guard let program = words.popFirst(), !HostPath.isForeign(program) else { return false }
    let name = program.split(separator: "/").last.map(String.init) ?? program
    var isUV = false
    if isProgram(name, "python") {
      words = words.drop { $0.hasPrefix("-") && $0 != "-m" }
      guard words.popFirst() == "-m", words.popFirst() == "pip" else { return false }
    } else if name == "uv" {
      guard words.popFirst() == "pip" else { return false }
      isUV = true
    } else if !isProgram(name, "pip") {
      return false
    }
    let options = words.prefix { $0.hasPrefix("-") }
    words = words.dropFirst(options.count)
    guard words.popFirst() == "install", !hasOtherTarget((options + words).joined(separator: " ")) else { return false }
    // uv wants a venv unless it is told otherwise.
    return !isUV || words.contains("--system")
  }

  private static func isAssignment(_ word: String) -> Bool {
    guard let sign = word.utf8.firstIndex(of: 0x3D), sign > word.startIndex else { return false }
    return word.utf8[..<sign].allSatisfy(NameUses.isNameByte)
  }

  /// `pip`, `pip3`, `pip3.12`, `pip-3`.
  private static func isProgram(_ name: String, _ base: String) -> Bool {
    name.hasPrefix(base)
      && name.utf8.dropFirst(base.utf8.count).allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
  }

  /// The commands of a line with the words of each.
  private static func commands(in text: String) -> [[String]] {
    var found: [[String]] = [[]]
    var word: [UInt8] = []
    var depth = 0
    var quote: UInt8 = 0
    func close() {
      if !word.isEmpty { found[found.count - 1].append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in text.utf8 {
      switch byte {
      case 0x7B: depth += 1
      case 0x7D: depth -= 1
      default: break
      }
      if quote != 0 || depth > 0 {
        if byte == quote && depth == 0 { quote = 0 } else { word.append(byte) }
        continue
      }
      switch byte {
      case 0x22, 0x27: quote = byte
      case 0x20, 0x09: close()
      case 0x0A, 0x3B, 0x26, 0x7C, 0x28, 0x29:
        close()
        if found.last?.isEmpty == false { found.append([]) }
      default: word.append(byte)
      }
    }
    close()
    return found.filter { !$0.isEmpty }
  }
}
