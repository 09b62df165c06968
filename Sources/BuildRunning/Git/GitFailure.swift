/// What a git that failed said, read: whether another try may help, and what to tell.
struct GitFailure {
  private let outcome: ChildProcess.Outcome
  private let options: FetchOptions
  /// Lines for people, without curl's trace and progress.
  private let lines: [String]
  /// What a server said last.
  private let answer: HTTPAnswer
  private let redactor: Redactor

  init(_ outcome: ChildProcess.Outcome, options: FetchOptions, redactor: Redactor) {
    self.outcome = outcome
    self.options = options
    self.redactor = redactor
    var (lines, answer) = ([String](), HTTPAnswer())
    for line in outcome.errors.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      let text = String(decoding: line, as: UTF8.self)
      guard let trace = text.firstRange(of: " http.c:") else {
        lines.append(text)
        continue
      }
      guard let header = text[trace.upperBound...].firstRange(of: "<= Recv header: ") else { continue }
      answer.add(line: text[header.upperBound...])
    }
    (self.lines, self.answer) = (lines, answer)
  }

  /// The server's last answer was a page for people.
  var isWebPage: Bool { answer.isWebPage && answer.status == 200 }

  /// Of a command that spoke with a server.
  var failure: FetchFailure {
    switch outcome.end {
    case .timedOut: return FetchFailure(.timedOut, "git did not end within the limit", isTransient: true)
    case .stalled:
      let seconds = options.stall.rounded() == options.stall ? String(Int(options.stall)) : String(options.stall)
      return FetchFailure(.stalled, "the server said nothing for \(seconds) s", isTransient: true)
    case .couldNotStart(let code): return FetchFailure(StorageError("run", options.git, code))
    case .signalled(let signal): return FetchFailure(.failed, "git ended by signal \(signal)", isTransient: true)
    case .exited: break
    }
    let text = lines.joined(separator: "\n").lowercased()
    func says(_ phrases: [String]) -> Bool { phrases.contains { text.contains($0) } }
    if says(["trying to write non-commit object"]) {
      return FetchFailure(.noSuchCommit, "the object of that name is no commit but a tag, a folder or a file")
    }
    if says(["detected dubious ownership"]) {
      return FetchFailure(
        .failed, "the repository's folder belongs to another user: fetch as that user, or through a server")
    }
    if says(Self.refusals) { return FetchFailure(.unadvertised, message, isTransient: false) }
    if isWebPage {
      return FetchFailure(.failed, "the server answered with a web page, which is no repository")
    }
    if says(Self.storage) { return FetchFailure(.storage, message, isTransient: false) }
    if says(Self.authentication) || answer.status == 401 || answer.status == 403 {
      return FetchFailure(.authentication, message, isTransient: false)
    }
    if says(Self.permanent) { return FetchFailure(.failed, message, isTransient: false) }
    if let status = answer.status, Self.transientStatus.contains(status) {
      return FetchFailure(.failed, message, isTransient: true, retryAfter: answer.retryAfter)
    }
    if let status = answer.status, (400..<500).contains(status) {
      return FetchFailure(.failed, message, isTransient: false)
    }
    return FetchFailure(.failed, message, isTransient: says(Self.transient), retryAfter: answer.retryAfter)
  }

  /// Of a command on a repository of ours: nothing that a server did.
  var localFailure: FetchFailure {
    switch outcome.end {
    case .timedOut: FetchFailure(.timedOut, "git did not end within the limit", isTransient: false)
    case .couldNotStart(let code): FetchFailure(StorageError("run", options.git, code))
    default: FetchFailure(.storage, message, isTransient: false)
    }
  }

  /// git's own words that say most: the first `fatal:` or `error:`, else the last line.
  private var message: String {
    let said =
      saidBySSH ?? lines.first { $0.hasPrefix("fatal: ") } ?? lines.first { $0.hasPrefix("error: ") } ?? lines.last
    guard var text = said, !text.isEmpty else { return "git failed and did not say why" }
    for prefix in ["fatal: ", "error: "] where text.hasPrefix(prefix) { text.removeFirst(prefix.count) }
    let more = lines.first {
      $0.hasPrefix("error: object ") || ($0.hasPrefix("remote: ") && $0.lowercased().contains("error"))
    }
    if let more, more != said { text += " (\(more))" }
    return redactor(text.utf8.count <= 300 ? text : String(text.prefix(297)) + "...")
  }

  /// git only says that ssh failed; ssh's own last word, or what the server answered, stands before that.
  private var saidBySSH: String? {
    guard let end = lines.firstIndex(where: { $0.hasPrefix("fatal: ") }),
      lines[end].hasPrefix("fatal: Could not read from remote repository")
    else { return nil }
    return lines[..<end].last { line in
      line.contains { $0.isLetter } && !line.hasPrefix("remote:") && !line.hasPrefix("Warning: Permanently added")
    }
  }

  static let transientStatus: Set<Int> = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524]

  private static let refusals = [
    "unadvertised object", "not our ref", "does not support shallow", "dumb http transport does not support",
    "upload-pack: not our ref", "couldn't find remote ref",
  ]
  private static let storage = [
    "no space left on device", "disk quota exceeded", "read-only file system", "unable to create temporary file",
    "input/output error", "too many open files",
  ]
  private static let authentication = [
    "could not read username", "could not read password", "authentication failed", "permission denied (",
    "host key verification failed",
  ]
  private static let permanent = [
    "not allowed", "not supported", "access denied or repository not exported",
    "does not appear to be a git repository", "repository not found",
    "certificate", "unable to find remote helper", "did not send all necessary objects", "missing necessary objects",
    "bad object", "fsck error", "unable to update url base", "couldn't resolve proxy",
  ]
  private static let transient = [
    "could not resolve host", "name or service not known", "temporary failure", "connection refused",
    "connection reset", "connection timed out", "timed out", "failed to connect", "couldn't connect",
    "couldn't connect to server", "unable to connect", "early eof", "unexpected disconnect", "hung up unexpectedly",
    "rpc failed", "transfer closed", "empty reply", "invalid index-pack output", "index-pack failed",
    "network is unreachable", "no route to host", "recv failure", "send failure", "ssl_read", "gnutls_handshake",
    "tls connection", "operation too slow", "broken pipe", "protocol error: bad line length", "expected flush",
    "bad band", "invalid server response", "pack has bad object", "expected 'acknowledgments'",
    "unable to access", "remote end hung up", "the remote end", "not a valid pack", "sideband",
  ]
}
