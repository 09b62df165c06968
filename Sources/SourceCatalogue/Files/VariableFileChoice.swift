import TextFiles

/// Which of several files of one name Ansible reads: the first that exists and no other. The same in ansible-core 2.15
/// and 2.19, `DataLoader.find_vars_files`.
///
///     group_vars/<group>   no ending (a folder or a file), .yml, .yaml, .json
///     defaults/main        .yml, .yaml, .json, no ending
enum VariableFileChoice {
  private static let scopeEndings = ["", ".yml", ".yaml", ".json"]
  private static let roleEndings = [".yml", ".yaml", ".json", ""]

  /// Why a play does not read a file that has the place and the name of a variable file; nil where it does.
  static func unreadReason(of relative: String, below base: String) -> FileUse.UnreadReason? {
    let parts = pathParts(relative)
    if let index = parts.dropLast().lastIndex(where: FileClassification.holdsScopes) {
      if let folder = dottedFolder(parts, below: index + 1) { return .dottedFolder(folder) }
      return preferred(parts, at: index + 1, endings: scopeEndings, below: base).map { .other($0) }
    }
    guard let index = parts.dropLast().lastIndex(where: { $0 == "defaults" || $0 == "vars" }), index + 1 < parts.count,
      stem(parts, at: index + 1) == "main", index == 0 || parts[index - 1] != "playbooks"
    else { return nil }
    return preferred(parts, at: index + 1, endings: roleEndings, below: base).map { .other($0) }
  }

  /// What Ansible finds before the file or folder that stands at an index; relative as the parts are.
  private static func preferred(
    _ parts: [Substring], at index: Int, endings: [String], below base: String
  ) -> String? {
    let name = parts[index]
    let stem = stem(parts, at: index)
    let folder = parts[..<index].map { $0 + "/" }.joined()
    for ending in endings {
      if (stem + ending).utf8.elementsEqual(name.utf8) { return nil }
      if FileReading.exists(base + "/" + folder + stem + ending) { return folder + stem + ending }
    }
    return nil
  }

  /// The name without the ending of a variable file; a folder has none.
  private static func stem(_ parts: [Substring], at index: Int) -> String {
    let name = parts[index]
    guard index == parts.count - 1,
      let ending = scopeEndings.first(where: { !$0.isEmpty && name.hasSuffix($0) })
    else { return String(name) }
    return String(name.dropLast(ending.utf8.count))
  }

  /// The first folder below a group's own that Ansible does not enter.
  private static func dottedFolder(_ parts: [Substring], below index: Int) -> String? {
    guard index + 1 < parts.count - 1 else { return nil }
    guard let dotted = parts[(index + 1)..<(parts.count - 1)].firstIndex(where: { $0.utf8.contains(0x2E) }) else {
      return nil
    }
    return parts[...dotted].joined(separator: "/")
  }
}
