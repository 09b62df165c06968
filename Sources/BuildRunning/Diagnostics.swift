import Diagnostics
import SourceCatalogue

/// The wording of every finding of this layer. Failures bring git's own words along, without secrets.
extension Diagnostic {
  /// Why a source was not obtained.
  static func failed(_ result: FetchResult, _ failure: FetchFailure) -> Diagnostic {
    let (code, hint) = explanation(failure.kind)
    let addresses = Set(result.attempts.map(\.address)).sorted()
    let place = addresses.isEmpty ? "" : " from `\(addresses.joined(separator: "`, `"))`"
    let tries = result.attempts.count > 1 ? " (\(result.attempts.count) tries)" : ""
    return Diagnostic(
      code, "`\(result.request.name)` was not fetched\(place): \(failure.message)\(tries)", at: result.request.location,
      hint: hint)
  }

  private static func explanation(_ kind: FetchFailure.Kind) -> (DiagnosticCode, String?) {
    switch kind {
    case .refused: (.refusedSourceValue, "correct the value; nothing was run with it")
    case .unplannable: (.unplannableSource, nil)
    case .protocolNotAllowed:
      (.protocolNotAllowed, "use `https` or `ssh`, or allow it with `--allow-protocol`")
    case .failed: (.fetchFailed, nil)
    case .timedOut: (.fetchTimedOut, "raise `--timeout`, or give a mirror nearer by")
    case .stalled: (.serverStalled, "raise `--stall`, or give a mirror")
    case .authentication:
      (.authenticationRequired, "give a credential in `~/.netrc`, an ssh agent, or the address; it is never printed")
    case .unadvertised: (.fetchFailed, "the server gives this commit neither by its name nor with everything it has")
    case .noSuchCommit: (.noSuchCommit, "the commit may have been on a branch that is gone, or on another repository")
    case .noSuchReference: (.noSuchReference, "write a full commit, a tag or a branch that the repository has")
    case .wrongType: (.wrongReferenceType, "write the reference under the key that says what it is")
    case .movedTag: (.movedTag, "pin the commit, or accept the move once with `--allow-moved-tags`")
    case .destinationChanged: (.destinationChanged, "move the folder away; a fetch replaces only what it made itself")
    case .notCached: (.notCached, "fetch once without `--offline`")
    case .checksum:
      (
        .checksumMismatch,
        "compare with what the project publishes; correct the sha256 only where the new file is wanted"
      )
    case .unpacking: (.unreadableArchive, "give a tarball, compressed with what tar knows, whose links stay inside")
    case .patch: (.patchFailed, "correct the patch for this commit, or take it out of the source")
    case .locked: (.lockTimeout, "wait for the other run to end, or raise `--timeout`")
    case .storage: (.storageFailure, "a second run goes on where this one stopped")
    }
  }

  /// What is worth knowing about a source that was obtained.
  static func remark(_ remark: FetchResult.Remark, _ result: FetchResult) -> Diagnostic {
    let (name, value) = (result.request.name, result.request.reference?.value ?? "")
    switch remark {
    case .otherType(let read, let real):
      return Diagnostic(
        .inferredTypeDiffers, "`\(value)` of `\(name)` was taken for a \(read.rawValue) and is a \(real.rawValue)",
        at: result.request.location, hint: "write `refs/\(real == .tag ? "tags" : "heads")/\(value)`")
    case .ambiguous(let taken):
      return Diagnostic(
        .ambiguousReference,
        "`\(value)` of `\(name)` is both a branch and a tag of other commits; the \(taken.rawValue) was taken",
        at: result.request.location, hint: "write `refs/tags/\(value)` or `refs/heads/\(value)`")
    case .movedTag(let before):
      return Diagnostic(
        .movedTag, "the tag `\(value)` of `\(name)` named commit \(before) before", at: result.request.location,
        severity: .warning)
    case .noVersion:
      return Diagnostic(
        .noVersionTag, "the history of `\(name)` has no tag that is a version", at: result.request.location,
        hint: "a build that asks git for its version will call it 0.0.0 or fail; set PBR_VERSION")
    case .cutHistory:
      return Diagnostic(
        .noVersionTag, "the server has only a part of the history of `\(name)`, without a tag that is a version",
        at: result.request.location, hint: "give a repository with its whole history, or set PBR_VERSION")
    }
  }
}

extension FetchResult {
  /// Findings about this source, what failed first. What is wrong with the deployment was found before.
  package var diagnostics: [Diagnostic] {
    guard let failure, failure.kind != .unplannable else { return remarks.map { Diagnostic.remark($0, self) } }
    return [Diagnostic.failed(self, failure)] + remarks.map { Diagnostic.remark($0, self) }
  }
}
