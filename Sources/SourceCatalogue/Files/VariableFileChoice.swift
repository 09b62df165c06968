import TextFiles

/// Which of several files of one name Ansible reads: the first that exists and no other. The same in ansible-core 2.15
/// and 2.19, `DataLoader.find_vars_files`.
///
///     group_vars/<group>   no ending (a folder or a file), .yml, .yaml, .json
///     defaults/main        .yml, .yaml, .json, no ending
enum VariableFileChoice {
  private static let scopeEndings = ["", ".yml", ".yaml", ".json"]
  private static let roleEndings = [".yml", ".yaml", ".json", ""]

  /// Why a play does not read a file, given by the components of its path, that has the place and the name of a
  /// variable file; nil where it does.
  static func unreadReason(of parts: [String], below base: String) -> FileUse.UnreadReason? {
    if let index = parts.dropLast().lastIndex(where: FileClassification.holdsScopes) {
      if let folder = dottedFolder(parts, below: index + 1) { return .dottedFolder(folder) }
      return preferred(parts, at: index + 1, endings: scopeEndings, below: base).map { .other($0) }
    }
    guard let index = parts.dropLast().lastIndex(where: { $0 == "defaults" || $0 == "vars" }), index + 1 < parts.count,
      split(parts, at: index + 1).stem == "main", index == 0 || parts[index - 1] != "playbooks"
    else { return nil }
    return preferred(parts, at: index + 1, endings: roleEndings, below: base).map { .other($0) }
  }

  /// What Ansible finds before the file or folder that stands at an index; relative as the parts are.
  private static func preferred(
    _ parts: [String], at index: Int, endings: [String], below base: String
  ) -> String? {
    let (stem, ending) = split(parts, at: index)
    let before = endings.prefix { $0 != ending }
    guard !before.isEmpty else { return nil }
    let path = parts[..<index].map { $0 + "/" }.joined() + stem
    return before.first { FileReading.exists(base + "/" + path + $0) }.map { path + $0 }
  }

  /// A name and the ending that a variable file may have; a folder has none.
  private static func split(_ parts: [String], at index: Int) -> (stem: String, ending: String) {
    let name = parts[index]
    guard index == parts.count - 1,
      let ending = scopeEndings.first(where: { !$0.isEmpty && name.hasSuffix($0) })
    else { return (name, "") }
    return (String(Substring(name.utf8.dropLast(ending.utf8.count))), ending)
  }

  /// The first folder below a group's own that Ansible does not enter.
  private static func dottedFolder(_ parts: [String], below index: Int) -> String? {
    guard index + 1 < parts.count - 1 else { return nil }
    guard let dotted = parts[(index + 1)..<(parts.count - 1)].firstIndex(where: { $0.utf8.contains(0x2E) }) else {
      return nil
    }
    return parts[...dotted].joined(separator: "/")
  }
}
