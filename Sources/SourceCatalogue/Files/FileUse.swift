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
}
