import Diagnostics
import TextFiles
import YAMLTree

/// What one file of a deployment holds, read without a look at any other file.
enum FileContent: Sendable {
  /// Ansible does not read the file, nor do we.
  case unread
  case unreadable(ReadFailure)
  case text(TextFile)
  /// A vault's cipher text from the first line on: only Ansible can open it.
  case encrypted
  /// No document where Ansible would refuse the file. The names are those of a variable file alone.
  case yaml(TextFile, YAMLDocument?, names: [NameIndex.Name], [Diagnostic])

  init(_ file: Deployment.File) {
    switch file.use {
    case .unreadUserVariables, .unreadVariables:
      self = .unread
      return
    case .variables, .structured, .perhapsStructured, .pins: break
    }
    do throws(ReadFailure) {
      let text = try FileReading.read(file.path, as: file.reference)
      guard file.use != .pins else {
        self = .text(text)
        return
      }
      guard !Self.isVault(text) else {
        self = .encrypted
        return
      }
      let (document, diagnostics) = YAMLReader.read(text)
      self = .yaml(text, document, names: document.map { Self.names(in: $0, file.use) } ?? [], diagnostics)
    } catch {
      self = .unreadable(error)
    }
  }

  /// How many names of variables it holds.
  var nameCount: Int { if case .yaml(_, _, let names, _) = self { names.count } else { 0 } }

  private static func names(in document: YAMLDocument, _ use: FileUse) -> [NameIndex.Name] {
    guard case .variables = use else { return [] }
    var names: [NameIndex.Name] = []
    names.reserveCapacity(document.topPairsLimit)
    document.topPairs { name, key, value in names.append(NameIndex.Name(name, key: key, value: value)) }
    return names
  }

  /// `$ANSIBLE_VAULT;1.1;AES256`, as Ansible tells such a file.
  static func isVault(_ text: TextFile) -> Bool { text.bytes.starts(with: "$ANSIBLE_VAULT;".utf8) }
}
