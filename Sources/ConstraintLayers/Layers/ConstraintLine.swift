import PythonPackaging
import TextFiles

/// One constraint as a layer states it.
///
/// A class, because every merge hands thousands of them from list to list: a copy is one count instead of ten.
package final class ConstraintLine: Sendable {
  /// As written.
  package let name: String
  /// PEP 503.
  package let canonicalName: String
  package let specifiers: SpecifierSet
  /// The address of a direct reference.
  package let url: String?
  package let marker: Marker?
  package let hashes: [RequirementFile.Hash]
  /// Of the line's first character.
  package let location: Location
  /// What the layer states, where only lower bounds of it are left.
  package let relaxation: Relaxation?

  package convenience init(_ requirement: Requirement, hashes: [RequirementFile.Hash] = [], at location: Location) {
    self.init(requirement, marker: requirement.marker, hashes: hashes, at: location)
  }

  /// What a relaxed line is: bounds without the hashes of the one version.
  convenience init(_ requirement: Requirement, relaxing stated: ConstraintLine, askedAt place: Location) {
    self.init(
      requirement, marker: requirement.marker, hashes: [], at: stated.location,
      relaxation: Relaxation(stated, at: place))
  }

  private init(
    _ requirement: Requirement, marker: Marker?, hashes: [RequirementFile.Hash], at location: Location,
    relaxation: Relaxation? = nil
  ) {
    name = requirement.name
    canonicalName = requirement.canonicalName
    specifiers = requirement.specifiers
    url = requirement.url
    self.marker = marker
    self.hashes = hashes
    self.location = location
    self.relaxation = relaxation
  }

  /// The same for other environments.
  func with(marker: Marker?) -> ConstraintLine {
    let requirement = Requirement(name: name, specifiers: specifiers, url: url)
    return ConstraintLine(requirement, marker: marker, hashes: hashes, at: location, relaxation: relaxation)
  }

  /// The requirement without its marker: `numpy==2.3.5`.
  package var requirement: String {
    Requirement(name: name, specifiers: specifiers, url: url).description
  }

  /// The line for pip and uv, with another marker or none.
  package func text(marker: Marker?) -> String {
    let text = Requirement(name: name, specifiers: specifiers, url: url, marker: marker).description
    return hashes.reduce(text) { "\($0) --hash=\($1.algorithm):\($1.digest)" }
  }

  /// Whether two lines ask for the same: `==1.0` and `===1.0` do, `===1` and `===1.0` do not, since `===` compares texts
  /// (PEP 440, "Arbitrary equality").
  func states(sameAs other: ConstraintLine) -> Bool {
    guard url == other.url else { return false }
    if let mine = arbitraryText, let others = other.arbitraryText { return mine == others }
    if specifiers == other.specifiers { return true }
    guard let mine = pinnedVersion, let others = other.pinnedVersion else { return false }
    return mine == others
  }

  /// What stands behind `===`, in lower case, where there is nothing else.
  private var arbitraryText: [UInt8]? {
    guard specifiers.specifiers.count == 1, let only = specifiers.specifiers.first, only.operator == .arbitrary
    else { return nil }
    return only.text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// The only version that is allowed, where there is one.
  package var pinnedVersion: Version? {
    guard specifiers.specifiers.count == 1, let only = specifiers.specifiers.first, !only.isWildcard,
      only.operator == .equal || only.operator == .arbitrary
    else { return nil }
    return only.version
  }

  /// Whether pip, which applies both lines, finds no version that fits both.
  package func conflicts(with other: ConstraintLine) -> Bool {
    if url != nil || other.url != nil { return url != other.url }
    if let mine = arbitraryText, let others = other.arbitraryText { return mine != others }
    return specifiers.intersection(other.specifiers).isUnsatisfiable()
  }
}
