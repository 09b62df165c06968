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
    ("a: [\"#\", 'b'] # c", "c"), ("a: b #", nil), ("# c", nil),
  ])
  func behindAValue(line: String, comment: String?) { #expect(notes(line).beside(place(1)) == comment) }

  @Test func aboveAValue() {
    let text = "# one\n# two\n\n# three\na: 1\nb: 2\n"
    #expect(notes(text).above(place(5)) == [["one", "two"], ["three"]])
    #expect(notes(text).above(place(6)) == [])
  }

  @Test func aboveTheKeysOfAFirstMember() {
    let text = "sources:\n  # nova\n  nova:  # it\n    # its address\n    git: x\n    commit: y\n"
    #expect(notes(text).above(place(5)) == [["nova", "it", "its address"]])
    #expect(notes(text).above(place(6)) == [])
  }

  @Test func aboveAVariable() {
    let text = "# list\nx_packages: # all\n  # one\n  - a\n  - b\n"
    #expect(notes(text).above(variable: "x_packages", of: place(4)) == [["list"], ["all"]])
    #expect(notes(text).above(variable: "packages", of: place(4)) == [])
  }
}
