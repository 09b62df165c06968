import ArgumentParser
import ConstraintLayers
import Diagnostics
import Glibc
import JSONText
import PythonPackaging
import Reporting

/// `osa-sources constraints [PATH...]`
struct ConstraintsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "constraints",
    abstract: "Print the one constraint file that the ordered layers of a deployment come to.",
    discussion: """
      pip and uv apply all constraint files at once and know no precedence. Here the first layer that speaks for a name \
      in an environment wins; lower ones are dropped for exactly those environments. Without --python the result holds \
      for every environment, with markers. PATH may be left out where --layer is given; the first --layer is the highest.
      """)

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var question: ConstraintOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  @Option(name: .shortAndLong, help: "Write to this file, whole or not at all, and only where it changes.")
  var output: String?

  func run() throws {
    let catalogue = deployment.paths.isEmpty && !question.layer.isEmpty ? nil : try deployment.catalogue()
    let set = try question.answer(catalogue)
    // pip needs what a terminal or a log must not show.
    let secrets = output == nil ? set.constraints.filter { URLText.redacted($0.text) != $0.text } : []
    if secrets.isEmpty { try write(Self.render(set, venv: question.venv, format)) }
    let files = (catalogue?.files ?? []) + set.layers.flatMap(\.files)
    let findings = set.diagnostics + secrets.map { Diagnostic.secretConstraint($0.line) }
    try Output.finish(findings.sorted(), files: files, diagnosticOptions, to: STDERR_FILENO)
  }

  private static func render(_ set: EffectiveConstraints, venv: String?, _ format: DataFormat) -> [UInt8] {
    switch format {
    case .text: return Array(ConstraintsText(set, venv: venv).render().utf8)
    case .json:
      var writer = JSONWriter(pretty: true)
      ConstraintsDocument(set, venv: venv).write(to: &writer)
      return writer.bytes + [0x0A]
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    guard let output else { return Output.write(bytes) }
    try WholeFile.write(bytes, to: output)
  }
}

extension Diagnostic {
  fileprivate static func secretConstraint(_ line: ConstraintLine) -> Diagnostic {
    Diagnostic(
      .credentialsInURL,
      "the constraint of `\(line.canonicalName)` holds credentials, or a query that may: nothing is printed",
      at: line.location, hint: "write the constraints to a file, for pip alone, with `--output FILE`", severity: .error)
  }
}
