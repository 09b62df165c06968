/// Every finding's number and name. A number is never used again; a new one is added at the end of its hundred:
/// 0xx reading, 1xx catalogue, 2xx requirements, 3xx constraints, 4xx planning, 5xx running, 9xx internal.
package enum DiagnosticCode: Int, CaseIterable, Sendable, Hashable {
  // MARK: 0xx reading
  case fileNotFound = 1
  case unreadableFile = 2
  case notARegularFile = 3
  case fileTooLarge = 4
  case invalidUTF8 = 5
  case forbiddenCharacter = 6
  case symbolicLinkLoop = 7
  case yamlSyntax = 10
  case multipleDocuments = 11
  case duplicateKey = 12
  case unknownTag = 13
  case undefinedAlias = 14
  case aliasLimit = 15
  case nestingTooDeep = 16
  case aliasCycle = 17
  case invalidYAMLValue = 18
  case unhashableKey = 19
  case notAMapping = 20

  // MARK: 1xx catalogue
  case unresolvedVariable = 101
  case variableCycle = 102
  case retypedValue = 103
  case doubleDefinition = 104
  case incompleteSource = 105
  case sameRepository = 106
  case roleDefaultOnly = 107
  case wrongType = 108
  case unknownKey = 110
  case unknownSuffix = 111
  case unpinnedReference = 112
  case missingKey = 113
  case exclusiveKeys = 114
  case unreadUserFile = 115
  case unreadPin = 117
  case nameDrift = 118
  case unreadKnob = 119
  case inlineSource = 120
  case unnamedURL = 121
  case emptyPathSegment = 122
  case credentialsInURL = 123
  case optionLikeValue = 124
  case unsafeTransport = 125
  case distributionNameDiffers = 126
  case emptyGroup = 127
  case hostInstallation = 128
  case buildPackageAtRuntime = 129
  case staleOverride = 150
  case constraintContradiction = 151
  case mixedSeries = 152
  case templateSpacing = 153
  case invalidSuppression = 154
  case invalidConfiguration = 155
  case unexplainedReference = 156
  case unreadVariableFile = 160
  case collidingNames = 161
  case unknownHost = 162
  case unsupportedVCS = 163
  case unusableReference = 164
  case encryptedFile = 165
  case differingDefinitions = 166
  case unknownPrefix = 167
  case settingWithoutVenv = 168
  case emptiedList = 169

  // MARK: 2xx requirements
  case invalidRequirement = 201
  case invalidRequirementOption = 202
  case circularInclusion = 203
  case unreadableRequirementFile = 204
  case undecodableRequirementFile = 205
  case invalidWheelFilename = 206
  case invalidSdistFilename = 207

  // MARK: 4xx planning
  case unplannableSource = 401
  case floatingStep = 402
  case missingArchive = 403
  case uncheckedArchive = 404
  case unreadablePatch = 405
  case unknownSelection = 406
  case unknownOptionalSet = 407
  case scopedSource = 408
  case unreadInventory = 409
  case unreadLayer = 410
  case unreadablePipArguments = 411
  case venvOfNoGroup = 412
  case missingFolder = 413
  case unusableCommit = 414
  case partlyResolvedRequirement = 415
  case unresolvedPackage = 416
  case undecidedSet = 417
  case dividedSource = 419

  // MARK: 5xx running
  case refusedSourceValue = 500
  case protocolNotAllowed = 501
  case fetchFailed = 502
  case fetchTimedOut = 503
  case serverStalled = 504
  case authenticationRequired = 505
  case noSuchCommit = 506
  case noSuchReference = 507
  case wrongReferenceType = 508
  case movedTag = 509
  case destinationChanged = 510
  case notCached = 511
  case lockTimeout = 512
  case storageFailure = 513
  case inferredTypeDiffers = 514
  case ambiguousReference = 515
  case noVersionTag = 516
  case checksumMismatch = 517
  case unreadableArchive = 518
  case patchFailed = 519

  // MARK: 130 to 149 what the old `py_pkgs` lost or changed
  case legacySilentFile = 130
  case legacyShadowed = 131
  case legacyLostSpecifier = 132
  case legacyOrderDependence = 133
  case legacyCaseChange = 134
  case legacyDroppedTemplate = 135
  case legacyDevelopmentRequirement = 136
  case legacyIgnoredRequirement = 137
  case legacyDeadOverride = 138
  case legacyNotAList = 139
  case legacyClash = 140
  case legacyLostGroup = 141
  case legacyAbort = 142
  case legacyTwins = 143
  case legacyUnreadSource = 144
  case legacyCutLine = 145
  case legacyDefaultReference = 146
  case legacyLostAlternative = 147
  case legacyStrayFile = 148
  case legacyKeptTemplate = 149
  // MARK: 180 to 189 the same, continued
  case legacyUnusedFile = 180
  case legacyProprietaryList = 181
  case legacyMergedName = 182
  case legacyUnbuiltSource = 183
  case legacySplitAddress = 184
  case legacyRoleGroup = 185
  case legacyExtendedList = 186
  case legacyOverridingFragment = 187
  case legacyRetyped = 188
  case legacyOddName = 189
  // MARK: 157 to 159 conversion between formats
  case changedByConversion = 157
  case keptAsComment = 158
  case unwritableName = 159
  // MARK: 3xx constraints
  case layerNotGiven = 301
  case unreadableLayer = 302
  case invalidConstraint = 303
  case doubleConstraint = 304
  case legacyMarkerSeparator = 305
  case restatedPin = 306
  case conflictingRequirement = 307
  case otherSeries = 308
  case constrainedSource = 309
  case unmatchedAdjustment = 310
  case unknownLayer = 311
  case undecidableMarker = 312
  case tooManyMarkers = 313
  case neverApplying = 314
  case unnamedLayer = 315

  // MARK: 9xx internal
  case badRequest = 901
  case internalError = 902
}

extension DiagnosticCode {
  /// `OSA012`: what users write in suppressions and configuration.
  package var identifier: String {
    let digits = String(rawValue)
    return "OSA" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
  }

  /// The code behind an identifier such as `OSA012`.
  package init?(identifier: String) {
    guard identifier.utf8.count == 6, identifier.hasPrefix("OSA"), let number = Int(identifier.dropFirst(3)) else {
      return nil
    }
    self.init(rawValue: number)
  }
}
