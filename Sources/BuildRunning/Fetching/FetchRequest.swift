import BuildPlanning
import SourceCatalogue
import TextFiles

/// One source to obtain.
package struct FetchRequest: Hashable, Sendable {
  package enum Content: Hashable, Sendable {
    case git(Reference)
    /// A tarball; its SHA-256 in lower-case hexadecimal digits, where somebody says it.
    case archive(sha256: String?)
  }

  /// Name of the source and of its folder.
  package let name: String
  /// Addresses as written, in the order in which they are tried.
  package let addresses: [String]
  package let content: Content
  /// Folder of the repository that holds the project; must lie inside it.
  package let subdirectory: String?
  /// Applied in order once the files are there.
  package let patches: [FetchStep.Patch]
  /// Where the reference was written, for findings.
  package let location: Location?

  package init(
    name: String, addresses: [String], content: Content, subdirectory: String? = nil,
    patches: [FetchStep.Patch] = [], location: Location? = nil
  ) {
    self.name = name
    self.addresses = addresses
    self.content = content
    self.subdirectory = subdirectory
    self.patches = patches
    self.location = location
  }

  package init(
    name: String, addresses: [String], reference: Reference, subdirectory: String? = nil, location: Location? = nil
  ) {
    self.init(
      name: name, addresses: addresses, content: .git(reference), subdirectory: subdirectory, location: location)
  }

  /// The requests of a plan with the keys of their sources: none for folders, which are there. A tarball that the plan
  /// has for several architectures gets a folder for each.
  package static func requests(_ steps: [FetchStep]) -> [(request: FetchRequest, source: String)] {
    var counts: [String: Int] = [:]
    for step in steps { counts[step.name, default: 0] += 1 }
    return steps.compactMap { step in
      switch step.content {
      case .git(let addresses, let reference):
        return (FetchRequest(step, name: step.name, addresses, .git(reference)), step.name)
      case .archive(let addresses, let sha256, let architecture):
        let isOne = counts[step.name] == 1
        let name = isOne ? step.name : step.name + (architecture.map { "-" + $0 } ?? "")
        return (FetchRequest(step, name: name, addresses, .archive(sha256: sha256)), step.name)
      case .path: return nil
      }
    }
  }

  private init(_ step: FetchStep, name: String, _ addresses: [String], _ content: Content) {
    self.init(
      name: name, addresses: addresses, content: content, subdirectory: step.subdirectory, patches: step.patches,
      location: step.origin?.location)
  }

  /// nil for what is no repository.
  package var reference: Reference? {
    if case .git(let reference) = content { reference } else { nil }
  }
}
