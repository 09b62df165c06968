extension DiagnosticCode {
  /// The severity of a finding about the old lookup; nil for every other. Only what ended it with an error is one.
  var legacySeverity: Severity? {
    switch self {
    case .legacyShadowed, .legacyCaseChange: .note
    case .legacyAbort: .error
    default: (130...149).contains(rawValue) ? .warning : nil
    }
  }
}
