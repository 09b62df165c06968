import Diagnostics
import TextFiles

/// Reads one file as Ansible's loader does.
package enum YAMLReader {
  /// The document and what is wrong with it; no document where Ansible would refuse the file.
  package static func read(_ file: TextFile) -> (document: YAMLDocument?, diagnostics: [Diagnostic]) {
    let content = file.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    // libyaml would decode UTF-16, but Ansible takes a file for UTF-8 before its parser sees it.
    if file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) {
      return (nil, [.unreadableText(.invalidUTF8(offset: 0), in: file)])
    }
    let isJSON = JSONDialect.holds(file.bytes, from: content)
    if !isJSON, let arena = BlockReader.read(file.bytes) {
      var construction = Construction(arena, file: file.reference)
      return construction.run()
    }
    let text = isJSON ? JSONDialect.withoutSurrogates(JSONDialect.withoutTabs(file.bytes)) : file.bytes
    var reader = EventReader()
    do throws(EventReader.Fault) {
      try text.withUnsafeBufferPointer { buffer throws(EventReader.Fault) in
        try reader.read(UnsafeBufferPointer(rebasing: buffer[content...]))
      }
    } catch {
      // libyaml refuses bad characters too, but Ansible meets them first: it decodes the whole file before.
      if let fault = TextCheck.firstFault(in: file.bytes, from: content) {
        return (nil, [.unreadableText(fault, in: file)])
      }
      return (nil, [.yaml(error, in: file)])
    }
    if isJSON { reader.retagAsJSON() }
    var construction = Construction(reader.release(), file: file.reference)
    return construction.run()
  }
}
