import ConstraintLayers
import SourceCatalogue
import TextFiles

/// Reads files of sources that were fetched before: what a constraint layer in a repository says.
package struct SourceFiles: Sendable {
  /// The file's bytes at the commit that the step names; nil where they are not at hand.
  private let read: @Sendable (_ step: FetchStep, _ commit: String, _ path: String) -> [UInt8]?

  package init(_ read: @escaping @Sendable (_ step: FetchStep, _ commit: String, _ path: String) -> [UInt8]?) {
    self.read = read
  }

  /// Those of a folder that `osa-sources fetch --into` filled. A folder whose HEAD is another commit says nothing.
  package static func checkouts(_ folder: String) -> SourceFiles {
    SourceFiles { step, commit, path in
      let root = folder + "/" + step.name
      let head = root + "/.git/HEAD"
      guard let said = try? FileReading.read(head, as: FileReference(root: -1, path: head), limit: 1024),
        said.bytes.prefix(while: { $0 != 0x0A }).elementsEqual(commit.utf8)
      else { return nil }
      // Links of the repository may not lead out of it.
      let file = FileReading.absolutePath(root + "/" + path)
      guard file.hasPrefix(FileReading.absolutePath(root) + "/") else { return nil }
      return (try? FileReading.read(file, as: FileReference(root: -1, path: file)))?.bytes
    }
  }

  /// What the first of both has.
  package func or(_ other: SourceFiles) -> SourceFiles {
    SourceFiles { step, commit, path in read(step, commit, path) ?? other.read(step, commit, path) }
  }

  /// nil where the step's commit is not known, the path is none below the source, or nobody has the file.
  func text(of path: String, in step: FetchStep) -> TextFile? {
    guard let commit = step.commit, Self.isPlain(path), let bytes = read(step, commit, path) else { return nil }
    let name = "\(step.name)@\(commit.prefix(12)):\(path)"
    return TextFile(reference: FileReference(root: -1, path: name), bytes: bytes)
  }

  /// The texts of those layers of a deployment, or of one of its venvs, that are files of sources; `rewrites` are those
  /// that the sources were fetched with.
  package func texts(of catalogue: Catalogue, venv: Venv?, rewrites: [AddressRewrite] = []) -> SourceTexts {
    let places = LayerStack(catalogue, venv: venv, given: []).sourcePlaces
    var texts = SourceTexts()
    guard !places.isEmpty else { return texts }
    let names = Set(places.map(\.source))
    var request = PlanRequest(targets: [])
    request.rewrites = rewrites
    let fetch = Planner.fetching(names, of: catalogue, request).fetch
    for place in places {
      guard let step = fetch.first(where: { $0.name == catalogue.original(of: place.source) }) else { continue }
      texts[place] = text(of: place.path, in: step)
    }
    return texts
  }

  private static func isPlain(_ path: String) -> Bool {
    path.utf8.count <= 1024 && path.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x5C }
      && path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && !$0.elementsEqual([0x2E]) && !$0.elementsEqual([0x2E, 0x2E])
      }
  }
}
