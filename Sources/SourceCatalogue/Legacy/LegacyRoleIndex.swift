import PythonPackaging
import TextFiles

/// The lists of roles as the old lookup kept them: unmerged, each sorted and unique (M6).
struct LegacyRoleIndex {
  private(set) var roles: [String: LegacyDocument.Lists] = [:]

  /// Adds to a role's list; the last file of the role decides its group (T3).
  mutating func add(_ entries: [String], to variable: String, of role: String, group: LegacyGroup) {
    roles[role, default: LegacyDocument.Lists()].projectGroup = group
    var known = (roles[role]?.lists[variable] ?? []) + entries
    known.removeAll { $0.hasPrefix("{{") }
    if variable.holds("pip") { known = known.map(LegacyText.lowercased) }
    if !known.isEmpty { roles[role]?.lists[variable] = Set(known).inByteOrder() }
  }

  /// Extends the list of this name in every role that has one, spec by spec (V11).
  mutating func extend(_ entries: [(text: String, location: Location)], variable: String, _ interner: LegacyInterner) {
    for (role, lists) in roles {
      guard let known = lists.lists[variable], let place = entries.first?.location else { continue }
      var list = LegacyPackageList()
      list.items = known.map { LegacyPackageList.Item(id: interner.id(of: $0), location: place, interner) }
      _ = list.extend(entries, interner, isRecording: false)
      roles[role]?.lists[variable] = list.items.map { interner.texts[$0.id] }
    }
  }
}
