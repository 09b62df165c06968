import Testing

@testable import PythonPackaging

@Suite struct StringBytesTests {
  @Test(arguments: [
    "", "a", "://", "a://b", "a:/b", "::://", "x\u{301}://", "{{ a }}", "inventory/group_vars", "://\u{1F600}",
  ])
  func textsAndSlicesAreSearchedAlike(_ text: String) {
    let padded = "<" + text + ">"
    #expect(text.holds("://") == (text.firstBytes(of: "://") != nil))
    #expect(text.holds("://") == padded.dropFirst().dropLast().holds("://"))
    #expect(text.holds("a") == text.utf8.contains(0x61))
  }

  @Test func nothingIsHeldNowhere() { #expect(!"a".holds("") && "ab".firstBytes(of: "") == nil) }
}
