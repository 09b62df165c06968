import ArgumentParser
import Checks
import Diagnostics
import Glibc
import JSONText
import PythonPackaging
import Reporting
import SourceCatalogue

/// `osa-sources explain NAME[.FIELD] PATH...` and `osa-sources explain OSA###`, the code or its name
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Say why a value is what it is, or what a diagnostic's code means.",
    usage: """
      osa-sources explain NAME[.FIELD][,NAME[.FIELD]]... PATH...
             osa-sources explain PACKAGE [--venv NAME] [--python VERSION] [--layer NAME=FILE]... PATH...
             osa-sources explain PACKAGE --layer NAME=FILE...
             osa-sources explain OSA112
      """)

  @Argument(
    help:
      "A source or venv, a member of one (`nova.reference`), `series`, a package that layers constrain, or several with commas between them; or a code."
  )
  var name: String

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var question: ConstraintOptions

  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "text or json.")
  var format = DataFormat.text

  func run() throws {
    if deployment.paths.isEmpty {
      if let code = DiagnosticCode(identifier: name.uppercased()) ?? DiagnosticCode.allCases.first(where: named) {
        return explain(code)
      }
      let digits = name.utf8.dropFirst(3)
      if question.layer.isEmpty, name.uppercased().hasPrefix("OSA"), !digits.isEmpty,
        digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
      {
        throw unknownCode(name.uppercased())
      }
      // Layers stand for themselves where they are given.
      if !question.layer.isEmpty { return try explainPackages(nil) }
    }
    let reading = try deployment.reading()
    var catalogue = reading.catalogue
    let asked = names.map { Asked($0, in: catalogue) }
    let keys = Set(asked.compactMap(\.key))
    guard !keys.isEmpty || asked.contains(where: \.isSeries) else { return try explainPackages(catalogue) }
    catalogue.diagnostics = CheckRegistry.runOnValues(in: CheckContext(reading, looksAtTexts: false))
    catalogue.diagnostics = catalogue.diagnostics(about: keys)
    switch format {
    case .json:
      if let package = asked.first(where: { $0.key == nil && !$0.isSeries }) {
        guard try constraints(of: package.name, in: catalogue) != nil else {
          throw unknown(package.name, in: catalogue)
        }
        throw Failure("`\(TerminalText.escaped(package.name))` is a package and no source: ask for it by itself")
      }
      var writer = JSONWriter(pretty: true)
      CatalogueDocument(catalogue, selected: keys).write(to: &writer)
      Output.write(writer.bytes + [0x0A])
    case .text: Output.write(try asked.map { try text(of: $0, in: catalogue) }.joined(separator: "\n"))
    }
    try Output.finish(catalogue, diagnosticOptions, to: STDERR_FILENO)
  }

  /// One of the names asked for: the source or venv that it means, if any, and the member of it.
  private struct Asked {
    let name: String
    var key: String?
    var field: String?
    /// Asks for the series of the deployment, where it states one and no source or venv is called so.
    var isSeries = false

    init(_ name: String, in catalogue: Catalogue) {
      self.name = name
      key = catalogue.key(of: name)
      let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
      guard key == nil, let first = parts.first else { return }
      key = catalogue.key(of: first)
      field = parts.dropFirst().first
      isSeries = key == nil && name == "series" && catalogue.series != nil
    }
  }

  private var names: [String] {
    let names = name.split(separator: ",").map(String.init)
    return names.isEmpty ? [name] : names
  }

  /// Who constrains packages, where no source or venv is called so.
  private func explainPackages(_ catalogue: Catalogue?) throws {
    let texts = try names.map { name in
      guard let text = try constraints(of: name, in: catalogue) else { throw unknown(name, in: catalogue) }
      return text
    }
    guard format == .json else { return Output.write(texts.joined(separator: "\n")) }
    var writer = JSONWriter(pretty: true)
    let selected = Set(names.map { PackageName.canonical($0) })
    ConstraintsDocument(try question.answer(catalogue), venv: question.venv, selected: selected).write(to: &writer)
    Output.write(writer.bytes + [0x0A])
  }

  private func constraints(of name: String, in catalogue: Catalogue?) throws -> String? {
    ConstraintExplanation(try question.answer(catalogue), style: Output.style(of: STDOUT_FILENO)).render(name)
  }

  private func text(of asked: Asked, in catalogue: Catalogue) throws -> String {
    if asked.isSeries, let series = catalogue.series {
      return SeriesText(style: Output.style(of: STDOUT_FILENO)).render(series)
    }
    guard let key = asked.key else {
      guard let text = try constraints(of: asked.name, in: catalogue) else { throw unknown(asked.name, in: catalogue) }
      return text
    }
    let known = try text(of: key, field: asked.field, in: catalogue)
    return asked.field == nil ? known + (try constraints(of: asked.name, in: catalogue) ?? "") : known
  }

  /// The source and the venv of that name, or the member of either.
  private func text(of key: String, field: String?, in catalogue: Catalogue) throws -> String {
    let style = Output.style(of: STDOUT_FILENO)
    let texts = [
      catalogue.sources[key].flatMap { ExplainText(style: style).render($0, field: field) },
      catalogue.venvs[key].flatMap { VenvText(style: style).render($0, field: field) },
    ].compactMap { $0 }
    guard !texts.isEmpty else {
      throw Failure("`\(TerminalText.escaped(key))` has no `\(TerminalText.escaped(field ?? ""))`")
    }
    return texts.joined()
  }

  private func unknown(_ key: String, in catalogue: Catalogue?) -> Failure {
    guard let catalogue else { return Failure("no layer constrains `\(TerminalText.escaped(key))`") }
    let suggestion = Spelling.suggestion(for: key, among: catalogue.sourceNames + catalogue.venvNames)
    return Failure(
      "no source, venv or constrained package is called `\(TerminalText.escaped(key))`"
        + (suggestion.map { ", did you mean `\($0)`?" } ?? ""))
  }

  /// The codes in use are many, so the hint is the nearest, or where to find the list.
  private func unknownCode(_ identifier: String) -> Failure {
    let number = Int(identifier.dropFirst(3)) ?? 0
    let nearest = DiagnosticCode.allCases.min { abs($0.rawValue - number) < abs($1.rawValue - number) }
    let hint = nearest.map { "; the nearest is `\($0.identifier)`, \($0.name)" } ?? ""
    return Failure("no diagnostic has the code `\(TerminalText.escaped(identifier))`\(hint)")
  }

  private func named(_ code: DiagnosticCode) -> Bool { code.name == name }

  private func explain(_ code: DiagnosticCode) {
    // A code without a page does not leave the tests, but an answer is better than none.
    let page = DiagnosticPages.all[code.identifier] ?? "# \(code.identifier) \(code.name)\n"
    guard format == .json else { return Output.write(page) }
    var writer = JSONWriter(pretty: true)
    writer.beginObject()
    writer.member("format", 1)
    writer.member("code", code.identifier)
    writer.member("name", code.name)
    writer.member("severity", code.severity.rawValue)
    writer.member("text", page)
    writer.endObject()
    Output.write(writer.bytes + [0x0A])
  }
}
