extension DiagnosticCode {
  /// The severity of a finding about the old lookup; nil for every other. Only what ended it with an error is one.
  var legacySeverity: Severity? {
    switch self {
    case .legacyShadowed, .legacyCaseChange, .legacyUnusedFile, .legacyProprietaryList, .legacyMergedName,
      .legacyUnbuiltSource:
      .note
    case .legacyAbort: .error
    default: (130...149).contains(rawValue) || (180...189).contains(rawValue) ? .warning : nil
    }
  }
}
