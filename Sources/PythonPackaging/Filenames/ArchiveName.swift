/// Names of archives and of their members.
package enum ArchiveName {
  /// `.zip` or `.whl`, in any case.
  package static func isZip(_ filename: String) -> Bool {
    let ending = filename.utf8.suffix(4).map(Scanner.lowercased)
    return ending.elementsEqual(".zip".utf8) || ending.elementsEqual(".whl".utf8)
  }

  /// Whether every tool understands a member's name alike: not empty, without control, format or unassigned characters.
  /// Says nothing of where the name leads.
  package static func isPrintable(member name: String) -> Bool {
    guard !name.isEmpty else { return false }
    return name.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned: false
      default: true
      }
    }
  }
}
