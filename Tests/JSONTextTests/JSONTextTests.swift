import JSONText
import Testing

@Suite struct JSONParsingTests {
  private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

  @Test func valuesKeepOrderAndNumbersTheirText() throws {
    let value = try parse(#" {"b": [1, -0.5e+3, true, null], "a": "x", "b2": {}} "#)
    #expect(
      value
        == .object([
          ("b", .array([.number("1"), .number("-0.5e+3"), .bool(true), .null])), ("a", .string("x")),
          ("b2", .object([])),
        ]))
  }

  @Test func theLastOfTwoKeysWins() throws {
    #expect(try parse(#"{"a": 1, "a": 2}"#) == .object([("a", .number("2"))]))
  }

  @Test func escapesAreDecoded() throws {
    #expect(try parse(#""\u00e9\ud83d\ude00\n\/\"""#) == .string("é😀\n/\""))
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "nul", "\"\\x\"", "\"\\ud800\"", "\"\u{01}\"", "[1] 2",
    "{1:2}",
    "'a'", "NaN",
  ])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONParseError.self) { try parse(text) }
  }

  @Test func invalidUTF8IsRefused() {
    #expect(throws: JSONParseError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
  }

  @Test func depthIsBounded() throws {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONParseError.self) { try parse(deep) }
    _ = try parse(String(repeating: "[", count: 128) + String(repeating: "]", count: 128))
  }

  @Test func faultsHaveAPlace() {
    do throws(JSONParseError) {
      _ = try JSONValue(parsing: Array("{\n  \"a\": x\n}".utf8))
      Issue.record("accepted")
    } catch {
      #expect((error.line, error.column, error.offset) == (2, 8, 9))
    }
  }
}

@Suite struct JSONWriterTests {
  @Test func whatIsWrittenReadsBack() throws {
    let value = JSONValue.object([
      ("text", .string("a\"b\\c\u{01}\u{7F}é\u{2028}\n")), ("list", .array([.null, .bool(false), .number("1.50")])),
      ("empty", .array([])), ("nothing", .object([])),
    ])
    for pretty in [false, true] {
      var writer = JSONWriter(pretty: pretty)
      writer.value(value)
      #expect(try JSONValue(parsing: writer.bytes) == value)
    }
  }

  @Test func indentationIsTwoBlanks() {
    var writer = JSONWriter(pretty: true)
    writer.value(.object([("a", .array([.number("1"), .object([])]))]))
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "{\n  \"a\": [\n    1,\n    {}\n  ]\n}")
  }

  /// Elements written in parts, some of them empty, are the text of elements written one by one.
  @Test(arguments: [false, true], [0, 1, 2, 7]) func partsAreTheWhole(isPretty: Bool, sizeOfParts: Int) {
    let names = (0..<7).map { "k\($0)" }
    var whole = JSONWriter(pretty: isPretty)
    var inParts = JSONWriter(pretty: isPretty)
    func element(_ name: String, to writer: inout JSONWriter) {
      writer.key(name)
      // Longer than the room that a writer begins with.
      writer.value(.array([.string(String(repeating: "x", count: 9_000)), .object([("a", .null)])]))
    }
    whole.beginArray()
    inParts.beginArray()
    whole.beginObject()
    for name in names { element(name, to: &whole) }
    whole.endObject()
    inParts.beginObject()
    let rest = names.dropFirst(sizeOfParts)
    let parts = [Array(names.prefix(sizeOfParts)), [], Array(rest)].map { part in
      var writer = inParts.part()
      for name in part { element(name, to: &writer) }
      return writer
    }
    inParts.append(parts)
    inParts.endObject()
    for value in [1, 2] {
      whole.integer(value)
      inParts.integer(value)
    }
    whole.endArray()
    inParts.endArray()
    #expect(whole.bytes == inParts.bytes)
    #expect(inParts.takeBytes() == whole.bytes && inParts.bytes.isEmpty)
  }
}

@Suite struct JSONTextBufferTests {
  /// Pieces are escaped as a whole text is, and the document reads back.
  @Test(arguments: [["a", "\"b\\"], ["\n\u{1}", "é\u{7F}"], [], ["", "x"]])
  func piecesAreOneString(_ pieces: [String]) throws {
    var buffer = JSONTextBuffer()
    for piece in pieces { buffer.append(piece) }
    var (pieced, whole) = (JSONWriter(pretty: false), JSONWriter(pretty: false))
    pieced.beginObject()
    pieced.reserve(100)
    pieced.text("k", buffer)
    pieced.endObject()
    whole.beginObject()
    whole.key("k")
    whole.string(pieces.joined())
    whole.endObject()
    #expect(pieced.bytes == whole.bytes)
    #expect(try JSONValue(parsing: pieced.bytes)["k"] == .string(pieces.joined()))
  }

  @Test func rawBytesStay() {
    var buffer = JSONTextBuffer(capacity: 4)
    buffer.append("a")
    buffer.appendRaw(0x7F)
    Array("b==1".utf8).withUnsafeBufferPointer { buffer.appendRaw($0) }
    #expect(buffer.bytes == Array("a\u{7F}b==1".utf8))
  }
}
