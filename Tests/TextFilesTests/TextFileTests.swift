import Testing
import TextFiles

@Suite struct TextFileTests {
  private func file(_ text: String) -> TextFile {
    TextFile(reference: FileReference(root: 0, path: "f"), bytes: Array(text.utf8))
  }

  @Test(arguments: [
    (0, 1, 1), (1, 1, 2), (3, 2, 1), (4, 2, 2), (5, 3, 1), (8, 3, 3), (99, 3, 3),
  ])
  func positionsCountCodePointsAndEveryLineBreak(offset: Int, line: Int32, column: Int32) {
    // "a" CR LF "b" CR "é" "c"
    let place = file("a\r\nb\ré" + "c").location(ofByte: offset)
    #expect((place.line, place.column) == (line, column))
  }

  @Test func linesHaveNoEnds() {
    let text = file("one\r\ntwo\rthree\n")
    #expect(text.line(1) == "one")
    #expect(text.line(2) == "two")
    #expect(text.line(3) == "three")
    #expect(text.line(4) == "")
    #expect(text.line(5) == nil)
    #expect(text.line(0) == nil)
  }
}
