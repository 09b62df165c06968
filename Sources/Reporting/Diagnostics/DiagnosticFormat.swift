import Diagnostics
import TextFiles

/// The formats in which findings are printed; each has one file in this folder.
package enum DiagnosticFormat: String, Sendable, CaseIterable {
  /// Message, snippet with a caret, related places, hint: for people.
  case full
  /// `file:line:column: severity[OSA012] message`: for editors and grep.
  case concise
  case json
  /// Workflow commands that annotate a change.
  case github
  /// SARIF 2.1.0.
  case sarif
  /// How many of each code.
  case summary
}

/// What a renderer needs besides the findings.
package struct DiagnosticContext {
  /// Files in memory, for snippets.
  package let files: [FileReference: TextFile]
  package let useColour: Bool
  /// The software's version, for formats that name their tool.
  package let version: String
  /// What printed paths are relative to, where they lead into it; absolute.
  package let workingDirectory: String?

  package init(files: [TextFile] = [], useColour: Bool = false, version: String, workingDirectory: String? = nil) {
    self.workingDirectory = workingDirectory
    self.files = Dictionary(files.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    self.useColour = useColour
    self.version = version
  }
}

extension DiagnosticContext {
  /// The path to print: relative to the working directory where it leads into it, without `./`.
  func path(_ file: FileReference) -> String {
    var path = file.displayPath[...]
    if let folder = workingDirectory, folder != "/", path.hasPrefix(folder + "/") {
      path = path.dropFirst(folder.count + 1)
    }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return path.isEmpty ? file.displayPath : String(path)
  }
}

extension DiagnosticFormat {
  /// The findings as bytes; empty formats of no findings are still whole documents.
  package func render(_ found: [Diagnostic], in context: DiagnosticContext) -> [UInt8] {
    let diagnostics = found.map(\.redacted)
    return switch self {
    case .full: Array(FullRenderer(context).render(diagnostics).utf8)
    case .concise: Array(ConciseRenderer.render(diagnostics, in: context).utf8)
    case .json: JSONRenderer.render(diagnostics)
    case .github: Array(GitHubRenderer.render(diagnostics, in: context).utf8)
    case .sarif: SARIFRenderer(context).render(diagnostics)
    case .summary: Array(SummaryRenderer.render(diagnostics).utf8)
    }
  }
}
