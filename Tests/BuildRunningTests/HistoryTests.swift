import Testing

@testable import BuildRunning

@Suite struct HistoryTests {
  @Test func readsNamesParentsAndMessages() {
    let log = History(Array("d\nc b\nmerge\n\0c\na\nmessage\nof two lines\n\0b\na\n\0a\n\nfirst\n\0".utf8))
    #expect(log.commits == ["d", "c", "b", "a"])
    #expect(String(decoding: log.message(1), as: UTF8.self) == "message\nof two lines\n\n")
    #expect(log.message(9).isEmpty)
    #expect(log.ancestors(of: "c") == ["c", "a"])
    #expect(log.ancestors(of: "d") == ["d", "c", "b", "a"])
    #expect(log.ancestors(of: "unknown") == ["unknown"])
    #expect(History([]).commits.isEmpty && History(Array("no record\0".utf8)).commits.isEmpty)
  }
}
