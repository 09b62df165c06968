import ArgumentParser
import Diagnostics
import Glibc
import JSONText
import Reporting
import SourceCatalogue
import TextFiles

/// `osa-sources convert PATH...`
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Write a deployment in the structured format, or back as flat variables.",
    discussion: """
      Comments are kept. What is written is read again and compared, fact by fact, with the deployment; whatever the \
      other format has no place for is reported. Nothing is written where the deployment has errors, and no file is \
      replaced without --force. Flat variables are several files, in the folders that openstack-ansible has for them.
      """)

  @OptionGroup var deployment: DeploymentOptions
  @OptionGroup var diagnosticOptions: DiagnosticOptions

  @Option(help: "structured or flat.")
  var to = Conversion.Format.structured

  @Option(help: "text, or json with the text of every file.")
  var format = DataFormat.text

  @Option(
    name: .shortAndLong, help: "File for the structured format, or folder for flat variables.", completion: .file())
  var output: String?

  @Flag(help: "Replace files that are there.")
  var force = false

  func validate() throws {
    if to == .flat && output == nil && format == .text {
      throw ValidationError("flat variables are several files: give `--output FOLDER` or `--format json`")
    }
  }

  func run() throws {
    let reading = try deployment.reading()
    let catalogue = Self.withLayers(reading.catalogue)
    let records = reading.roleRecords()
    let conversion = Conversion(catalogue, records: records, resolver: reading.resolver, to: to, in: folder)
    // Addresses may hold credentials: no signal leaves copies behind.
    let signals = HeldSignals()
    defer { signals.release() }
    let staging = try Staging()
    defer { staging.remove(conversion.files) }
    try staging.write(conversion.files)
    let again = CatalogueReader.reading(paths: [staging.path])
    let isSound = !catalogue.diagnostics.contains { $0.severity == .error }
    if isSound, let fault = again.catalogue.diagnostics.first(where: { $0.severity == .error }) {
      let place = fault.location.map { " (line \($0.line) of \($0.file.path))" } ?? ""
      throw Failure("nothing is written, since what would be could not be read again: \(fault.message)\(place)")
    }
    let found =
      conversion.diagnostics + Self.leftBehind(below: deployment.paths)
      + conversion.changes(
        from: CatalogueFacts(catalogue, records),
        to: CatalogueFacts(Self.withLayers(again.catalogue), again.roleRecords(), in: folder))
    let diagnostics = (catalogue.diagnostics + found).sorted()
    if isSound { try write(conversion, found) }
    try Output.finish(diagnostics, files: catalogue.files, diagnosticOptions, to: STDERR_FILENO)
  }

  /// Where the files will be; what goes to standard output is taken to stay in the working directory.
  private var folder: String {
    guard let output, output != "-" else { return "." }
    guard to == .structured || format == .json else { return output }
    return "/" + FileReading.resolvedPath(output).split(separator: "/").dropLast().joined(separator: "/")
  }

  /// Requirement files of a checkout that no format holds.
  private static func leftBehind(below paths: [String]) -> [Diagnostic] {
    let names = ["dev-requirements.txt", "doc/requirements.txt", "global-requirements.txt"]
    return paths.enumerated().flatMap { root, path in
      names.map { FileReference(root: root, path: $0, displayPath: path + "/" + $0) }
        .filter { FileReading.exists($0.displayPath) }.map(Diagnostic.leftBehind)
    }
  }

  /// With the files of constraint layers that stand outside the PATHs, as far as they can be read.
  private static func withLayers(_ catalogue: Catalogue) -> Catalogue {
    var catalogue = catalogue
    for layer in catalogue.layers {
      guard case .file(let file) = layer.content,
        !catalogue.files.contains(where: { $0.reference.displayPath == file.displayPath }),
        let text = try? FileReading.read(file.displayPath, as: file)
      else { continue }
      catalogue.files.append(text)
    }
    return catalogue
  }

  private func write(_ conversion: Conversion, _ found: [Diagnostic]) throws {
    if format == .json {
      var writer = JSONWriter(pretty: true)
      ConversionDocument(conversion, to: to, diagnostics: found).write(to: &writer)
      return try Self.write(writer.bytes + [0x0A], to: output, force: force)
    }
    guard to == .flat, let output else {
      return try Self.write(Array((conversion.files.first?.text ?? "").utf8), to: output, force: force)
    }
    try write(conversion.files, below: output)
  }

  private static func write(_ bytes: [UInt8], to path: String?, force: Bool) throws {
    guard let path, path != "-" else { return Output.write(bytes) }
    try WholeFile.write(bytes, to: path, replacing: force)
  }

  /// Every file or, where another is there and may not be replaced, none.
  private func write(_ files: [Conversion.File], below folder: String) throws {
    func path(_ file: Conversion.File) -> String { folder + "/" + file.path }
    let files = files.filter { !WholeFile.holds(path($0), Array($0.text.utf8)) }
    for file in files where !force && FileReading.exists(path(file)) { throw Failure(WholeFile.isThere(path(file))) }
    // All are written out before the first takes its place.
    var drafts: [WholeFile.Draft] = []
    defer { for draft in drafts { draft.discard() } }
    for file in files {
      try Staging.makeFolders(of: file.path, below: folder)
      drafts.append(try WholeFile.Draft(Array(file.text.utf8), for: path(file)))
    }
    for draft in drafts { try draft.place(replacing: force) }
  }
}

extension Conversion.Format: ExpressibleByArgument {}
