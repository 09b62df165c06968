import Diagnostics

/// Texts in records of the structured format, with the variables that they refer to.
struct StructuredTexts {
  let resolver: VariableResolver
  /// Of what no file and no caller defines; where the play itself cannot tell, nobody can.
  var severity: Severity?

  /// One text within a definition; what cannot be resolved stays as written, with a finding. nil for what is no text,
  /// which is a finding about the document's shape.
  func read(
    _ value: VariableValue, of origin: Origin, member: String? = nil, _ diagnostics: inout [Diagnostic]
  ) -> Located<String>? {
    let origin = origin.moved(to: value.location)
    let name = member.map { origin.variable + "." + $0 } ?? origin.variable
    switch resolver.resolve(value, from: Viewpoint()) {
    case .text(let text): return Located(text, origin: origin)
    case .value(let found):
      if value.text != nil {
        diagnostics.append(.wrongEntry(name, wanted: "text", found: found, at: value.location))
      }
    case .undefined(let missing): report(.undefined(variable: missing), name, at: origin, &diagnostics)
    case .unresolved(let failure): report(failure, name, at: origin, &diagnostics)
    }
    return value.text.map { Located($0, origin: origin) }
  }

  func report(
    _ failure: VariableResolver.Failure, _ name: String, at origin: Origin, _ diagnostics: inout [Diagnostic]
  ) {
    let severity = origin.level.step == .caller ? .error : severity
    diagnostics.append(.unresolvedVariable(name, because: failure, at: origin.location, severity: severity))
  }
}
