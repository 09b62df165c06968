/// What git takes for a repository where somebody runs it, and whose settings it then obeys: filters, hooks and monitors
/// are commands.
enum FoundRepository {
  /// `.git`, in any case: not every file system tells them apart.
  static func isName(_ name: String) -> Bool { name.lowercased() == ".git" }

  /// Whether the folder itself is one without a work tree, as git looks for it.
  static func isBare(_ folder: String) -> Bool {
    func has(_ name: String) -> Bool { FileKind.of(folder + "/" + name) != .missing }
    return has("HEAD") && (has("commondir") || (has("objects") && has("refs")))
  }
}
