/// What a curl that failed said, read. Source: curl(1), "EXIT CODES".
struct CurlFailure {
  let failure: FetchFailure
  /// A part of the file that is there is of no use for the next try.
  let spoilsPart: Bool

  private static let transientCodes: Set<Int32> = [5, 6, 7, 16, 18, 35, 52, 55, 56, 92, 95, 96]
  /// The server cannot go on where a part ends.
  private static let rangeCodes: Set<Int32> = [33, 36]
  private static let timeout: Int32 = 28
  private static let httpError: Int32 = 22

  init(_ outcome: ChildProcess.Outcome, answer: HTTPAnswer, options: FetchOptions, redactor: Redactor) {
    let message = Self.message(outcome, redactor)
    var spoilsPart = false
    switch outcome.end {
    case .timedOut: failure = FetchFailure(.timedOut, "curl did not end within the limit", isTransient: true)
    case .stalled, .exited(Self.timeout):
      failure = FetchFailure(.stalled, "the server said nothing for too long", isTransient: true)
    case .couldNotStart(let code): failure = FetchFailure(StorageError("run", options.curl, code))
    case .signalled(let signal):
      failure = FetchFailure(.failed, "curl ended by signal \(signal)", isTransient: true)
    case .exited(Self.httpError):
      spoilsPart = answer.status == 416
      failure = Self.refused(by: answer, message)
    case .exited(let code) where Self.rangeCodes.contains(code):
      spoilsPart = true
      failure = FetchFailure(.failed, message, isTransient: true)
    case .exited(23): failure = FetchFailure(.storage, message)
    case .exited(let code):
      failure = FetchFailure(.failed, message, isTransient: Self.transientCodes.contains(code))
    }
    self.spoilsPart = spoilsPart
  }

  private static func refused(by answer: HTTPAnswer, _ message: String) -> FetchFailure {
    switch answer.status {
    case 401, 403, 407: FetchFailure(.authentication, message)
    case 416: FetchFailure(.failed, message, isTransient: true)
    case let status?:
      FetchFailure(
        .failed, message, isTransient: GitFailure.transientStatus.contains(status), retryAfter: answer.retryAfter)
    case nil: FetchFailure(.failed, message)
    }
  }

  /// `curl: (22) The requested URL returned error: 404` without what stands before the words.
  private static func message(_ outcome: ChildProcess.Outcome, _ redactor: Redactor) -> String {
    let lines = outcome.errors.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
    guard let said = lines.last(where: { $0.hasPrefix("curl: (") }) ?? lines.last else {
      return "curl failed and did not say why"
    }
    let words = said.hasPrefix("curl: (") ? said.drop { $0 != ")" }.dropFirst().drop { $0 == " " } : said[...]
    return redactor(String(words.prefix(300)))
  }
}
