/// One file from one address with curl. The address and its credential reach curl through its standard input, so that
/// no list of processes shows them.
struct ArchiveDownload {
  let address: GitAddress
  let options: FetchOptions
  let environment: [String: String]
  let redactor: Redactor
  let deadline: Monotonic
  /// What is had already: it is not sent again where it is still that.
  var known: ArchiveValidator?

  /// Bytes after which a file is no source any more.
  private static let sizeLimit = 4 << 30

  /// Fills the file, from its end on where a part of it is there already. nil where the server has only what is known.
  func run(to file: String) throws(FetchFailure) -> HTTPAnswer? {
    let headers = file + ".headers"
    defer { Folder.remove(headers) }
    var child = ChildProcess(options.curl, arguments(file, headers), environment: environment, deadline: deadline)
    child.input = Array(configuration.utf8)
    guard child.input.count <= 4096 else { throw FetchFailure(.refused, "the address is too long") }
    let outcome = child.run()
    let answer = HTTPAnswer(headers: FileBytes.read(headers) ?? [])
    if outcome.succeeded {
      guard known != nil, answer.status == 304 else { return answer }
      Folder.remove(file)
      return nil
    }
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
    var lines = ["url = \(Self.quoted(address.download))"]
    lines += (known?.conditions ?? []).map { "header = \(Self.quoted($0))" }
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
