/// One file from one address with curl. The address and its credential reach curl through its standard input, so that
/// no list of processes shows them.
struct ArchiveDownload {
  let address: GitAddress
  let options: FetchOptions
  let environment: [String: String]
  let redactor: Redactor
  let deadline: Monotonic

  /// Bytes after which a file is no source any more.
  private static let sizeLimit = 4 << 30

  /// Fills the file, from its end on where a part of it is there already.
  func run(to file: String) throws(FetchFailure) {
    let headers = file + ".headers"
    defer { Folder.remove(headers) }
    var child = ChildProcess(options.curl, arguments(file, headers), environment: environment, deadline: deadline)
    child.input = Array(configuration.utf8)
    guard child.input.count <= 4096 else { throw FetchFailure(.refused, "the address is too long") }
    let outcome = child.run()
    if outcome.succeeded { return }
    let answer = HTTPAnswer(headers: FileBytes.read(headers) ?? [])
    let failure = CurlFailure(outcome, answer: answer, options: options, redactor: redactor)
    if failure.spoilsPart { Folder.remove(file) }
    throw failure.failure
  }

  private func arguments(_ file: String, _ headers: String) -> [String] {
    let protocols = "=" + options.protocols.intersection(Self.protocols).map(\.rawValue).sorted().joined(separator: ",")
    // A redirection never leads to a file, whatever is allowed at first.
    let redirects = options.protocols.contains(.http) ? "=http,https" : "=https"
    let patience = String(max(1, Int(min(options.stall.rounded(.up), 86400))))
    var arguments = [
      "--disable", "--silent", "--show-error", "--fail", "--globoff", "--location", "--max-redirs", "5",
      "--proto", protocols, "--proto-redir", redirects, "--netrc-optional",
      "--connect-timeout", patience, "--speed-limit", "1", "--speed-time", patience,
      "--max-filesize", String(Self.sizeLimit), "--dump-header", headers, "--output", file,
    ]
    if FileKind.of(file) == .file { arguments += ["--continue-at", "-"] }
    if let authorities = options.authorities { arguments += ["--cacert", authorities] }
    return arguments + ["--config", "-"]
  }

  static let protocols: Set<GitAddress.Scheme> = [.https, .http, .file]

  private var configuration: String {
    var lines = ["url = \(Self.quoted(address.argument))"]
    if let credential = address.credential {
      lines.append("user = \(Self.quoted(credential.user + ":" + credential.password))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// As curl's configuration has it. Control characters are in no address.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text.unicodeScalars {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}

/// What a server answered last: its status and how long it asks to wait.
struct HTTPAnswer {
  private(set) var status: Int?
  private(set) var retryAfter: Double?

  /// `headers` are those of every answer, one after another.
  init(headers: [UInt8]) {
    for line in headers.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = String(decoding: line, as: UTF8.self)
      if text.hasPrefix("HTTP/") {
        status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
        retryAfter = nil
      } else if text.lowercased().hasPrefix("retry-after:") {
        retryAfter = Double(text.dropFirst(12).filter { $0 != " " }).map { min(max($0, 0), 3600) }
      }
    }
  }
}
