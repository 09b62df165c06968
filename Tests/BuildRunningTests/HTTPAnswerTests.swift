import Testing

@testable import BuildRunning

@Suite struct HTTPAnswerTests {
  private func answer(_ lines: String...) -> HTTPAnswer {
    HTTPAnswer(headers: Array((["HTTP/1.1 503 No"] + lines).joined(separator: "\r\n").utf8))
  }

  @Test(arguments: [
    ("5", 5.0), ("0", 0), ("99999999999999999999999", 3600), ("3601", 3600), (" 7 ", 7),
    ("Sun, 06 Nov 1994 08:49:40 GMT", 3), ("Sunday, 06-Nov-94 08:50:37 GMT", 60), ("Sun Nov  6 08:49:38 1994", 1),
    ("Sun, 06 Nov 1994 08:49:36 GMT", 0), ("Mon, 06 Nov 2094 08:49:37 GMT", 3600),
  ])
  func saysHowLongToWait(text: String, seconds: Double) {
    #expect(answer("Retry-After: \(text)").retryAfter(now: 784_111_777) == seconds)
    // By the clock of the server, where it has one.
    let ahead = answer("date: Sun, 06 Nov 1994 08:49:37 GMT", "retry-after:\(text)")
    #expect(ahead.retryAfter(now: 0) == seconds)
  }

  @Test(arguments: [
    "", "-1", "1.5", "nan", "inf", "soon", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37",
  ])
  func takesNothingElse(text: String) { #expect(answer("Retry-After: \(text)").retryAfter == nil) }

  @Test(
    arguments: [
      ("Thu, 01 Jan 1970 00:00:00 GMT", 0), ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
      ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200), ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
      ("Friday, 31-Dec-99 23:59:59 GMT", 946_684_799), ("Wed, 01-Jan-20 00:00:00 GMT", 1_577_836_800),
    ] as [(String, Int64)])
  func dates(text: String, seconds: Int64) { #expect(HTTPDate.parse(text) == seconds) }

  @Test func onlyTheLastAnswerCounts() {
    let headers = "HTTP/1.1 302 Found\r\nETag: \"a\"\r\nRetry-After: 9\r\n\r\nHTTP/2 200 \r\nLast-Modified: x\r\n\r\n"
    let answer = HTTPAnswer(headers: Array(headers.utf8))
    #expect(answer.status == 200 && answer.etag == nil && answer.lastModified == nil && answer.retryAfter == nil)
  }

  /// A validator is sent back: nothing of it may end a line or a quotation.
  @Test(arguments: ["a b", "a\u{7F}", "ä", String(repeating: "a", count: 513)])
  func aTagThatIsNoneIsForgotten(tag: String) { #expect(answer("ETag: \(tag)").etag == nil) }

  @Test func validatorsBecomeConditions() {
    let said = answer("ETag: W/\"x\\\"", "Last-Modified: Sun, 06 Nov 1994 08:49:37 GMT")
    let validator = ArchiveValidator(sha256: "1", answer: said)
    #expect(
      validator.conditions == [
        "If-None-Match: W/\"x\\\"", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT",
      ])
    #expect(ArchiveValidator(sha256: "1", etag: nil, lastModified: nil).conditions == [])
  }
}
