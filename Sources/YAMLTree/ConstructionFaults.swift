import Diagnostics

/// What PyYAML's constructor says of one node alone.
extension YAMLNode {
  /// Why the node itself cannot be constructed, whatever is below it.
  var fault: Diagnostic? {
    switch raw.tag {
    case .unknown: return .unknownTag(at: location)
    case .orderedMap, .pairs: return children.lazy.compactMap(\.entryFault).first
    case .vault:
      if case .string = ScalarResolver.resolve(text) { return nil }
      return .invalidValue("`!vault` takes text", at: location)
    case .binary where isScalar && Base64Check.canonical(text) == nil:
      return .invalidValue("`!!binary` does not hold base64", at: location)
    default: break
    }
    if isScalar, case .invalid(let why) = value { return .invalidValue(why, at: location) }
    return nil
  }

  /// Why a mapping cannot take this as what it merges.
  var mergeFault: Diagnostic? {
    if isMapping { return nil }
    let wrong = isSequence ? children.first { !$0.isMapping } : self
    return wrong.map { .invalidValue("a merge key takes a mapping or a list of mappings", at: $0.location) }
  }

  /// Why a list of pairs cannot hold this.
  private var entryFault: Diagnostic? {
    if isMapping && writtenPairs.count == 1 { return nil }
    return .invalidValue("a list of pairs takes mappings of one key", at: location)
  }
}
