import SourceCatalogue

/// The series that a source states: by its reference, by the branch that a bump follows, or by the branch that the role
/// itself would take.
enum SourceSeries {
  static func stated(_ source: Source) -> Located<String>? {
    if let reference = source.reference, let series = of(reference.value, source) {
      return reference.map { _ in series }
    }
    if let track = source.track {
      guard let branch = track.value, let series = of(branch, source) else { return nil }
      return track.map { _ in series }
    }
    // Old releases pin a commit and name its branch nowhere but in the role's defaults.
    guard let reference = source.reference else { return nil }
    for hidden in reference.origin.shadowed {
      if let series = OpenStackSeries.of(branch: hidden.text) { return reference.map { _ in series } }
    }
    return nil
  }

  /// `master` is a series of OpenStack's own projects alone.
  private static func of(_ reference: Reference, _ source: Source) -> String? {
    if reference.kind == .branch, reference.value == "master" { return isOpenStack(source) ? "master" : nil }
    return OpenStackSeries.of(reference)
  }

  private static func isOpenStack(_ source: Source) -> Bool {
    guard let repository = source.repository?.value else { return false }
    return repository.utf8.split { $0 == 0x2F || $0 == 0x3A }.contains { Substring($0) == "openstack" }
  }
}
