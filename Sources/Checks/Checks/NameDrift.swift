import Diagnostics
import SourceCatalogue

/// A name that is nearly a source's: `x_install_branch` beside `x_git_install_branch`. Whoever pins the one does not
/// reach the other.
enum NameDrift: Check {
  static let codes: [DiagnosticCode] = [.nameDrift]

  /// What is written, and what the model and the release tools read.
  private static let drifts: [(written: String, meant: String)] = [
    ("_install_branch", "_git_install_branch"), ("_track_branch", "_git_track_branch"),
    ("_git_branch", "_git_install_branch"), ("_git_version", "_git_install_branch"),
    ("_install_repo", "_git_repo"), ("_project_group", "_git_project_group"),
  ]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    drifted(in: context).flatMap { name, prefix, meant -> [Diagnostic] in
      let meant = prefix + meant
      let isTaken = !context.reading.definitions(of: meant).isEmpty
      return context.reading.definitions(of: name).map {
        .nameDrift(name, meant: meant, source: prefix, isTaken: isTaken, at: $0.nameLocation)
      }
    }
  }

  /// Names that drifted from a source's, with its prefix.
  static func drifted(in context: CheckContext) -> [(name: String, prefix: String, meant: String)] {
    let endings = drifts.map { Array($0.written.utf8) }
    let names = context.reading.names { bytes in
      endings.contains { bytes.count > $0.count && bytes[(bytes.count - $0.count)...].elementsEqual($0) }
    }
    return names.compactMap { name in
      guard SourceNaming.match(name) == nil else { return nil }
      for (written, meant) in drifts where name.hasSuffix(written) {
        let prefix = String(name.dropLast(written.count))
        if let source = context.catalogue.sources[prefix], !source.isInline { return (name, prefix, meant) }
      }
      return nil
    }
  }
}
