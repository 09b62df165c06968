/// A dependency specifier (PEP 508): `name[extra]>=1.0; python_version < "3.13"`, or a name and a URL.
package struct Requirement: Sendable {
  /// As written.
  package let name: String
  /// As written, sorted by their bytes, each once.
  package let extras: [String]
  package let specifiers: SpecifierSet
  package let url: String?
  package let marker: Marker?

  package init(
    name: String, extras: [String] = [], specifiers: SpecifierSet = .any, url: String? = nil, marker: Marker? = nil
  ) {
    self.name = name
    self.extras = extras
    self.specifiers = specifiers
    self.url = url
    self.marker = marker
  }

  /// `PEP 503` form of the name.
  package var canonicalName: String { PackageName.canonical(name) }

  package init(parsing text: String) throws(ParseError) {
    var text = text
    let result = text.withUTF8 { bytes -> Result<Requirement, ParseError> in
      Result { () throws(ParseError) in try Requirement(parsing: bytes) }
    }
    self = try result.get()
  }

  /// - Parameter marker: one that stands apart from the text.
  package init(parsing bytes: UnsafeBufferPointer<UInt8>, marker: Marker? = nil) throws(ParseError) {
    var parser = RequirementParser(bytes)
    parser.otherMarker = marker
    self = try parser.wholeRequirement()
  }
}

extension Requirement: CustomStringConvertible {
  package var description: String {
    var text = name
    if !extras.isEmpty { text += "[\(extras.joined(separator: ","))]" }
    text += specifiers.description
    if let url { text += " @ \(url)" + (marker == nil ? "" : " ") }
    if let marker { text += "; \(marker)" }
    return text
  }
}

extension Requirement: Hashable {
  /// The same requirement however the name and the extras are spelt.
  package static func == (a: Requirement, b: Requirement) -> Bool {
    a.canonicalName == b.canonicalName
      && Set(a.extras.map(PackageName.canonical)) == Set(b.extras.map(PackageName.canonical))
      && Set(a.specifiers.specifiers) == Set(b.specifiers.specifiers) && a.url == b.url
      && a.marker?.description == b.marker?.description
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(canonicalName)
    hasher.combine(url)
  }
}
