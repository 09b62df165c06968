/// The version that a commit has, the same whatever way it came here.
package struct SourceVersion: Hashable, Sendable {
  /// PEP 440. At a tag the tag's; elsewhere what pbr makes of the last tag and the commits since, with the commit as
  /// local part, so that no two commits share one: `30.1.1.dev12+gd5b82e107e46`.
  package let text: String
  /// The last tag that is a version; nil where the history has none.
  package let tag: String?
  /// Commits since it, or since the beginning.
  package let distance: Int
}
