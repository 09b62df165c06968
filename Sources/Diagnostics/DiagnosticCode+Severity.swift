extension DiagnosticCode {
  /// The severity where neither the finding nor the user says otherwise.
  package var severity: Severity {
    switch self {
    case .roleDefaultOnly, .sameRepository: .note
    case .duplicateKey, .unresolvedVariable, .doubleDefinition, .incompleteSource, .unknownSuffix, .unpinnedReference,
      .notAMapping, .symbolicLinkLoop, .inferredTypeDiffers, .ambiguousReference, .noVersionTag:
      .warning
    default: .error
    }
  }
}
