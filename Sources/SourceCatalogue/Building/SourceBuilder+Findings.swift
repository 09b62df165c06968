import Diagnostics
import TextFiles

/// What is wrong with a source as a whole.
extension SourceBuilder {
  mutating func check(_ source: Source) {
    for variable in variables.values.inByteOrder() { checkDoubleDefinition(of: variable) }
    // What is set to nothing is wrong where that stands, not where the rest of the source does.
    let noRepository = source.repository == nil ? emptyPlace(of: .repository) : nil
    let noReference = source.reference == nil ? emptyPlace(of: .reference) : nil
    let stated = source.repository?.origin.location ?? source.reference?.origin.location
    guard let anywhere = stated ?? noRepository?.location ?? noReference?.location else { return }
    if source.kind == .git {
      if source.repository == nil { report(.repository, isEmptyAt: noRepository, orMissingAt: stated) }
      if source.reference == nil, !isContradicted(.reference) {
        report(.reference, isEmptyAt: noReference, orMissingAt: stated)
      }
    }
    if source.isRoleDefaultOnly && source.alias == nil { report(.roleDefaultOnly(name, at: anywhere)) }
  }

  /// Whether the document that says the kind gives the member for another one, which is a finding about its shape.
  private func isContradicted(_ field: SourceField) -> Bool {
    guard let choice, let variable = variables[field], let found = resolver.decide(variable, from: home) else {
      return false
    }
    return found.definition.isBeside(choice.definition) && !choice.concerns(found.definition, field)
  }

  private mutating func report(_ field: SourceField, isEmptyAt empty: Origin?, orMissingAt anywhere: Location?) {
    let member = field == .repository ? "repository" : "reference"
    if let empty {
      report(.emptyMember(name, missing: member, variable: empty.variable, at: empty.location))
    } else if let anywhere {
      report(.incompleteSource(name, missing: member, at: anywhere))
    }
  }

  /// Where the definition that counts says nothing.
  private func emptyPlace(of field: SourceField) -> Origin? {
    guard let variable = variables[field], let found = resolver.decide(variable, from: home) else { return nil }
    switch found.outcome {
    case .text(let text): return text.isEmpty ? found.origin : nil
    case .value(let value): return value.content == .null ? found.origin : nil
    case .undefined, .unresolved: return nil
    }
  }

  /// Files of one level that give different values; alternatives of one role are meant to, and so are the documents of
  /// the structured format, of which a later one changes single members.
  private mutating func checkDoubleDefinition(of variable: String) {
    let all = resolver.table.definitions(of: variable)
    guard all.indices.contains(where: { index in all[..<index].contains { $0.level == all[index].level } }) else {
      return
    }
    let byLevel = Dictionary(grouping: all, by: \.level)
    for (level, same) in byLevel.sorted(by: { $0.key < $1.key })
    where level.step != .includedVars && level.step != .structured {
      guard let last = same.max(by: { $1.hides($0) }) else { continue }
      // Two keys for one member in one file exclude each other: the format's own finding.
      let different = same.filter {
        !$0.value.means(last.value) && ($0.variable == last.variable || $0.location.file != last.location.file)
      }
      if !different.isEmpty { report(.doubleDefinition(last, different)) }
    }
  }
}
