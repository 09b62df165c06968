/// A release of openstack-ansible whose `py_pkgs` lookup is reproduced: the plugin changed inside stable series, and a
/// tree does not say which one it had (docs/decisions/0040-py-pkgs-quirks.md).
package enum LegacyRelease: String, Sendable, CaseIterable {
  case newton = "14.2.16"
  case pike = "16.0.0"
  case latePike = "16.0.29"
  case queens = "17.0.0"

  /// Linked directories are walked (S8, S9).
  var followsLinks: Bool { self != .pike }

  /// Lists of distribution packages are indexed (T5).
  var readsDistroLists: Bool { self != .latePike }

  /// Sources are listed by name; in 14.2.16 as Python 2 compares dictionaries, whose first key here is `egg_name`.
  func precedes(_ a: LegacyLink, _ b: LegacyLink) -> Bool {
    if self == .newton, a.eggName != b.eggName { return bytewise(a.eggName, b.eggName) }
    return bytewise(a.name, b.name)
  }

  /// `ignorerequirements=True` keeps a source's name out of the packages (G12).
  var knowsIgnoredRequirements: Bool { self != .newton }

  /// Files of no role leave a group under the name null.
  var recordsNoRole: Bool { self == .newton }

  /// Requirement files below a path that holds `roles` are passed over (S7).
  var skipsRequirementsOfRoles: Bool { self == .latePike }

  /// `doc/requirements.txt` is passed over (S6).
  var skipsRequirementsOfDocumentation: Bool { self == .latePike }

  /// Names whose index is the place that a requirement file is moved to while the list of files is walked (R5).
  var requirementFileNames: [String] {
    self == .latePike
      ? ["requirements.txt", "global-requirement-pins.txt"]
      : [
        "test-requirements.txt", "dev-requirements.txt", "requirements.txt", "global-requirements.txt",
        "global-requirement-pins.txt",
      ]
  }
}
