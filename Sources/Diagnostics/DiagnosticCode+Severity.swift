extension DiagnosticCode {
  /// The severity where neither the finding nor the user says otherwise.
  package var severity: Severity { legacySeverity ?? usualSeverity }

  private var usualSeverity: Severity {
    switch self {
    case .roleDefaultOnly, .sameRepository, .templateSpacing, .unexplainedReference, .encryptedFile,
      .settingWithoutVenv, .emptiedList:
      .note
    case .floatingStep, .scopedSource, .unreadLayer, .venvOfNoGroup, .unresolvedPackage: .note
    case .legacyMarkerSeparator, .restatedPin, .neverApplying: .note
    case .layerNotGiven, .doubleConstraint, .otherSeries, .constrainedSource, .unmatchedAdjustment: .warning
    case .uncheckedArchive, .partlyResolvedRequirement, .undecidedSet: .warning
    case .keptAsComment: .note
    case .changedByConversion, .unwritableName: .warning
    case .duplicateKey, .unresolvedVariable, .doubleDefinition, .incompleteSource, .unknownSuffix, .unpinnedReference,
      .notAMapping, .symbolicLinkLoop:
      .warning
    case .unreadPin, .nameDrift, .unreadKnob, .inlineSource, .unnamedURL, .emptyPathSegment, .credentialsInURL,
      .unsafeTransport, .distributionNameDiffers, .emptyGroup, .hostInstallation, .buildPackageAtRuntime,
      .staleOverride, .mixedSeries, .invalidSuppression, .constraintContradiction, .unreadVariableFile,
      .unsupportedVCS, .differingDefinitions, .unknownPrefix:
      .warning
    case .inferredTypeDiffers, .ambiguousReference, .noVersionTag:
      .warning
    default: .error
    }
  }
}
