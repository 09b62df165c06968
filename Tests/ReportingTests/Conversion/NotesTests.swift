import Testing
import TextFiles

@testable import Reporting

@Suite struct NotesTests {
  private let file = FileReference(root: 0, path: "a.yml")

  private func notes(_ text: String) -> Notes {
    Notes([TextFile(reference: file, bytes: Array(text.utf8))])
  }

  private func place(_ line: Int) -> Location { Location(file: file, line: line) }

  @Test(arguments: [
    ("a: b # c", "c"), ("a: 'b # c'", nil), ("a: b#c", nil), ("a: \"x\" ## c ", "c"), ("a: it's # c", "c"),
    ("a: [\"#\", 'b'] # c", "c"), ("a: \"b\\\" # c\" # d", "d"),
    ("a: 'b'' # c' # d", "d"), ("a: b #", nil), ("# c", nil),
  ])
  func behindAValue(line: String, comment: String?) { #expect(notes(line).beside(place(1)) == comment) }

  private func above(_ text: String, _ line: Int) -> [[String]] {
    notes(text).above(place(line)).map(\.texts)
  }

  @Test func aboveAValue() {
    let text = "# one\n# two\n\n# three\na: 1\nb: 2\n"
    #expect(above(text, 5) == [["one", "two"], ["three"]])
    #expect(above(text, 6) == [])
    #expect(notes(text).above(place(5)).map(\.isHead) == [true, false])
  }

  @Test func aboveTheKeysOfAFirstMember() {
    let text = "sources:\n  # nova\n  nova:  # it\n    # its address\n    git: x\n    commit: y\n"
    #expect(above(text, 5) == [["nova", "it", "its address"]])
    #expect(above(text, 6) == [])
  }

  @Test func whereAVariableStands() {
    let text = "# list\nx_packages: # all\n  # one\n  - a\n  - b\n"
    #expect(notes(text).key(of: "x_packages", above: place(4))?.line == 2)
    #expect(notes(text).key(of: "packages", above: place(4)) == nil)
  }

  /// Of a list of two entries with comments behind it, which belong to it and which to what follows.
  @Test(arguments: [
    ("  - a\n  - b\n  # c\nx: 1\n", ["c"], []), ("  - a\n  - b\n  # c\n\n# d\nx: 1\n", ["c"], ["d"]),
    ("  - a\n  - b\n\n  # c\nx: 1\n", ["c"], []), ("  - a\n  - b\n# c\nx: 1\n", [], ["c"]),
    ("- a\n- b\n# c\nx: 1\n", [], ["c"]), ("- a\n- b\n# - c\nx: 1\n", ["- c"], []),
    ("- a\n- b\n# c\n\nx: 1\n", ["c"], []), ("- a\n- b\n\n# c\nx: 1\n", [], ["c"]),
    ("  - a\n  - >-\n    # text\n  # c\nx: 1\n", ["c"], []), ("  - a\n  - b\n    c\n  # d\nx: 1\n", ["d"], []),
  ])
  func behindAList(lines: String, list: [String], next: [String]) {
    let text = "l:\n" + lines
    #expect(notes(text).below(place(2)).map(\.text) == list)
    #expect(notes(text).below(place(3)).map(\.text) == list)
    let last = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(above(text, last).flatMap(\.self) == next)
  }

  @Test func theEndOfAFile() {
    #expect(notes("l:\n  - a\n  # b\n").below(place(2)).map(\.text) == ["b"])
    #expect(notes("l:\n- a\n# b\n").below(place(2)).map(\.text) == ["b"])
    let file = FileReference(root: 0, path: "requirements.txt")
    let text = TextFile(reference: file, bytes: Array("a\n\n# b\n".utf8))
    #expect(Notes([text]).below(Location(file: file, line: 1)).map(\.text) == ["b"])
  }

  @Test func textOfABlockIsNoComment() {
    #expect(above("a: |\n  b\n\n  # text\nc: 1\n", 5) == [])
    #expect(above("- !unsafe >2-\n  # text\n# real\nc: 1\n", 4) == [["real"]])
  }
}
