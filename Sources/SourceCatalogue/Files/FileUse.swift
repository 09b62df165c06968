/// What a file of a deployment is read as.
package enum FileUse: Hashable, Sendable {
  /// Ansible variables of one level; `alternative` names the file where a play loads only one of several.
  case variables(Level, alternative: String?)
  /// `osa-sources.yml`.
  case structured
  /// A file at the top of a PATH that is structured if its first keys say so, and nothing otherwise.
  case perhapsStructured
  /// `global-requirement-pins.txt`: the pins layer.
  case pins
  /// Looks like the deployer's variables but stands where no play reads it.
  case unreadUserVariables
  /// Ansible reads another file or folder of the name and not this one, or does not enter the folder.
  case unreadVariables(UnreadReason)

  package enum UnreadReason: Hashable, Sendable {
    /// The path of what is read instead, relative as the file's own.
    case other(String)
    /// The folder, relative as the file's own path, that has a dot in its name.
    case dottedFolder(String)
  }
}
