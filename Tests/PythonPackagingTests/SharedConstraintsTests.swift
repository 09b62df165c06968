import Foundation
import TestSupport
import Testing

@testable import PythonPackaging

enum SharedConstraints {
  /// Constraint files beside the checkout; nil where there are none.
  static let files: [URL]? = {
    let folder = Vectors.root.appendingPathComponent("../shared/data/constraints").standardizedFileURL
    let found = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return found?.filter { $0.pathExtension == "txt" }.sorted { $0.path < $1.path }
  }()
}

/// Constraint files of real releases read and print back without loss.
@Suite(.enabled(if: SharedConstraints.files != nil, "no constraint files beside the checkout"))
struct SharedConstraintsTests {
  @Test func everyLineReadsAndPrintsBack() throws {
    for file in SharedConstraints.files ?? [] {
      let bytes = [UInt8](try Data(contentsOf: file))
      let read = RequirementFileReader.parse(bytes, path: "c.txt", isConstraint: true, stopsAtFirstFault: false)
      #expect(read.faults.isEmpty, "\(file.lastPathComponent): \(read.faults.prefix(3))")
      let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
      #expect(read.entries.count == lines.count, "\(file.lastPathComponent)")
      // The text of each entry is its line without the comment.
      for (entry, line) in zip(read.entries, lines) { #expect(line.hasPrefix(entry.text)) }
      let printed = read.entries.map(\.description).shuffled().joined(separator: "\n")
      let again = RequirementFileReader.parse(Array(printed.utf8), path: "c.txt", isConstraint: true)
      #expect(again.faults.isEmpty)
      #expect(again.entries.map(\.description).sorted() == read.entries.map(\.description).sorted())
      #expect(Set(again.entries.compactMap(\.requirement)) == Set(read.entries.compactMap(\.requirement)))
      print("\(file.lastPathComponent): \(read.entries.count) lines read and print back")
    }
  }
}
