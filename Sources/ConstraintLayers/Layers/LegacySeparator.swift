import PythonPackaging

/// The marker separator of openstack/requirements before PEP 508: `futures===3.0.3:python_version=='2.7'`.
///
/// pip reads `===` and all that follows as one version, so that the line would pin a version that nobody can have.
enum LegacySeparator {
  /// The text with `;` in the place of such a colon, every position kept.
  ///
  /// - Parameter report: gets the offset of each.
  static func replaced(_ bytes: [UInt8], report: (Int) -> Void) -> [UInt8] {
    guard bytes.contains(0x3A) else { return bytes }
    var result = bytes
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      if let colon = colon(in: bytes[start..<end]) {
        result[colon] = 0x3B
        report(colon)
      }
      start = end + 1
    }
    return result
  }

  /// The one colon between a requirement and a marker.
  private static func colon(in line: ArraySlice<UInt8>) -> Int? {
    var line = line
    if let hash = line.firstIndex(of: 0x23) { line = line[..<hash] }
    guard let colon = line.firstIndex(of: 0x3A), !line.contains(0x3B), !line.contains(0x2F), !line.contains(0x40) else {
      return nil
    }
    let marker = String(decoding: line[(colon + 1)...], as: UTF8.self)
    let requirement = String(decoding: line[..<colon], as: UTF8.self)
    guard (try? Marker(parsing: trimmed(marker))) != nil, (try? Requirement(parsing: requirement)) != nil else {
      return nil
    }
    return colon
  }

  private static func trimmed(_ text: String) -> String {
    String(text.reversed().drop { $0.isWhitespace }.reversed())
  }
}
