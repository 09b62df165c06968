/// uv's requirement without a name: an address or a path, perhaps with extras and a marker.
///
///     unnamed := (url | path) ("[" extras "]")? (WS ";" marker)?
package enum UnnamedRequirement {
  package static func isValid(_ text: String) -> Bool {
    var address = text
    if let semicolon = text.firstBytes(of: " ;") {
      guard (try? Marker(parsing: String(text[semicolon.upperBound...]))) != nil else { return false }
      address = String(text[..<semicolon.lowerBound])
    }
    while address.utf8.last == 0x20 || address.utf8.last == 0x09 { address = String(address.dropLast()) }
    if address.utf8.last == 0x5D, let open = address.utf8.lastIndex(of: 0x5B) {
      guard (try? Requirement(parsing: "x\(address[open...])")) != nil else { return false }
      address = String(address[..<open])
    }
    return !address.isEmpty && !address.utf8.contains(0x20) && !address.utf8.contains(0x09)
  }
}
