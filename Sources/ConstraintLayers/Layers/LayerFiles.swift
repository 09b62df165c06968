import PythonPackaging
import TextFiles

/// The files of one layer as pip's reader asks for them.
///
/// A class, because the reader's closures and the layer look at the same files.
final class LayerFiles {
  private let reading: (String, FileReference) throws(ReadFailure) -> TextFile
  private var references: [String: FileReference] = [:]
  private var root = FileReference.caller
  private(set) var opened: [TextFile] = []
  private(set) var separators: [(text: String, location: Location)] = []

  init(_ reading: @escaping (String, FileReference) throws(ReadFailure) -> TextFile) {
    self.reading = reading
  }

  func begin(_ path: String, _ reference: FileReference) {
    references = [path: reference]
    root = reference
    opened = []
    separators = []
  }

  func reference(_ path: String) -> FileReference {
    if let known = references[path] { return known }
    let reference = FileReference(root: root.root, path: path)
    references[path] = reference
    return reference
  }

  func bytes(_ path: String) throws(RequirementFileReader.Unreadable) -> [UInt8] {
    let reference = reference(path)
    do throws(ReadFailure) {
      let file = try reading(reference.displayPath, reference)
      opened.append(file)
      return LegacySeparator.replaced(file.bytes) { offset in
        let location = file.location(ofByte: offset)
        separators.append((file.line(Int(location.line)) ?? "", location))
      }
    } catch {
      throw .init("\(error)")
    }
  }
}
