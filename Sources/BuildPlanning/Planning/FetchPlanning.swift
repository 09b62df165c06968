import Diagnostics
import PythonPackaging
import SourceCatalogue
import TextFiles

/// Sources to the steps that obtain them.
struct FetchPlanning {
  let rewrites: [AddressRewrite]
  /// Commits that floating references were resolved to, by source.
  let commits: [String: String]
  let targets: [Target]
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var missing: [MissingSource] = []

  init(rewrites: [AddressRewrite], commits: [String: String], targets: [Target]) {
    self.rewrites = rewrites
    self.commits = commits
    self.targets = targets
  }

  /// The steps of one source: one, or one per architecture; none where it cannot be obtained, with a finding.
  mutating func steps(of source: Source, for purposes: [FetchStep.Purpose]) -> [FetchStep] {
    let patches = patches(of: source)
    switch source.kind {
    case .git: return git(source, patches, purposes)
    case .archive: return archives(source, patches, purposes)
    case .path: return folder(source, patches, purposes)
    // pip obtains releases by itself.
    case .index: return []
    }
  }

  private mutating func miss(_ source: Source, of architecture: String? = nil, _ reason: Diagnostic) {
    diagnostics.append(reason)
    missing.append(MissingSource(name: source.name, kind: source.kind, architecture: architecture, reason: reason))
  }

  private mutating func git(
    _ source: Source, _ patches: [FetchStep.Patch], _ purposes: [FetchStep.Purpose]
  ) -> [FetchStep] {
    guard let repository = source.repository, let reference = source.reference else {
      let place = source.repository?.origin.location ?? source.reference?.origin.location
      miss(
        source, .notObtainable(source.name, missing: source.repository == nil ? "repository" : "reference", at: place))
      return []
    }
    for (text, origin) in [(repository.value, repository.origin), (reference.value.value, reference.origin)]
    where Template.mayHoldTemplate(text) {
      miss(source, .unresolvedStep(source.name, variable: origin.variable, at: origin.location))
      return []
    }
    let written = [repository.value] + source.mirrors.map(\.value)
    let content = FetchStep.Content.git(
      addresses: addresses(written), reference: reference.value)
    let made = step(source, content, origin: reference.origin, patches, purposes)
    if made.floats {
      diagnostics.append(.floatingStep(source.name, reference.value, at: reference.origin.location))
    }
    return [made]
  }

  /// The step names the folder by the one path that means the same from everywhere.
  private mutating func folder(
    _ source: Source, _ patches: [FetchStep.Patch], _ purposes: [FetchStep.Purpose]
  ) -> [FetchStep] {
    guard let path = source.path, let folder = source.folder else { return [] }
    guard !Template.mayHoldTemplate(path.value) else {
      miss(source, .unresolvedStep(source.name, variable: path.origin.variable, at: path.origin.location))
      return []
    }
    // An address is no path, and made one its password would be found by nobody.
    guard !path.value.holds("://") else {
      miss(source, .missingFolder(path.value, of: source.name, at: path.origin.location))
      return []
    }
    let place = FileReading.normalizedPath(folder.displayPath)
    if (try? FileReading.isDirectory(place)) != true {
      diagnostics.append(.missingFolder(path.value, of: source.name, at: path.origin.location))
    }
    return [step(source, .path(place), origin: path.origin, patches, purposes)]
  }

  private mutating func archives(
    _ source: Source, _ patches: [FetchStep.Patch], _ purposes: [FetchStep.Purpose]
  ) -> [FetchStep] {
    var architectures: [String] = []
    for target in targets where !architectures.contains(target.architecture) {
      architectures.append(target.architecture)
    }
    var chosen: [Source.Archive] = []
    for architecture in architectures {
      let found =
        source.archives.first { $0.architecture == architecture }
        ?? source.archives.first { $0.architecture == "any" }
      guard let found else {
        miss(
          source, of: architecture,
          .noArchive(source.name, architecture: architecture, at: source.archives.first?.url.origin.location))
        continue
      }
      if !chosen.contains(found) { chosen.append(found) }
    }
    return chosen.map { archive in
      if archive.sha256 == nil {
        diagnostics.append(.uncheckedArchive(source.name, at: archive.url.origin.location))
      }
      let content = FetchStep.Content.archive(
        addresses: addresses([archive.url.value] + source.mirrors.map(\.value)),
        sha256: archive.sha256.map { HexadecimalDigits.lowercased($0.value) },
        architecture: archive.architecture == "any" ? nil : archive.architecture)
      return step(source, content, origin: archive.url.origin, patches, purposes)
    }
  }

  private func addresses(_ written: [String]) -> [String] {
    written.map { AddressRewrite.apply(rewrites, to: $0) }.reduce(into: []) {
      if !$0.contains($1) { $0.append($1) }
    }
  }

  private func step(
    _ source: Source, _ content: FetchStep.Content, origin: Origin, _ patches: [FetchStep.Patch],
    _ purposes: [FetchStep.Purpose]
  ) -> FetchStep {
    var commit: String?
    if case .git(_, let reference) = content {
      commit = reference.kind == .commit ? reference.value : commits[source.name]
      commit = commit.map(HexadecimalDigits.lowercased)
    }
    return FetchStep(
      name: source.name, content: content, commit: commit, subdirectory: source.subdirectory?.value,
      patches: patches, purposes: purposes, origin: origin,
      digest: Self.digest(content, commit: commit, repository: source.repository?.value, patches))
  }

  /// Only what decides the content: a commit says it all, whatever server it comes from and whatever it is called.
  private static func digest(
    _ content: FetchStep.Content, commit: String?, repository: String?, _ patches: [FetchStep.Patch]
  ) -> String {
    var digest = Digest("fetch/1")
    switch content {
    case .git(_, let reference):
      digest.fact("kind", "git")
      if let commit {
        digest.fact("commit", commit)
      } else {
        digest.fact("repository", repository.map(RepositoryURL.identity))
        digest.fact("reference", [reference.kind.rawValue, reference.value])
      }
    case .archive(let addresses, let sha256, _):
      digest.fact("kind", "archive")
      digest.fact("sha256", sha256)
      if sha256 == nil { digest.fact("address", addresses.first.map(RepositoryURL.identity)) }
    case .path(let path):
      digest.fact("kind", "path")
      digest.fact("path", path)
    }
    if !patches.isEmpty { digest.fact("patches", patches.map { $0.sha256 ?? $0.path }) }
    return digest.value
  }

  // MARK: Patches

  /// Patch files stand beside the file that names them.
  private mutating func patches(of source: Source) -> [FetchStep.Patch] {
    source.patches.map { patch in
      let file = patch.origin.location.file.beside(patch.value)
      let path = file.displayPath
      do throws(ReadFailure) {
        let text = try FileReading.read(path, as: file)
        return FetchStep.Patch(path: path, sha256: SHA256.hex(of: text.bytes))
      } catch {
        diagnostics.append(.unreadablePatch(patch.value, of: source.name, at: patch.origin.location))
        return FetchStep.Patch(path: path, sha256: nil)
      }
    }
  }
}

/// Hexadecimal digits in one case.
enum HexadecimalDigits {
  static func lowercased(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }, as: UTF8.self)
  }
}
