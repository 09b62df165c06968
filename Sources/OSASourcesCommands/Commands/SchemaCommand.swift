import ArgumentParser
import Reporting

/// `osa-sources schema`
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of the structured format, or of a printed document.")

  @Option(help: "\(SchemaDocument.allCases.map(\.rawValue).joined(separator: ", ")).")
  var document = SchemaDocument.structured

  @Flag(help: "Print the names of the documents instead.")
  var list = false

  func run() {
    if list { return Output.write(SchemaDocument.allCases.map { $0.rawValue + "\n" }.joined()) }
    Output.write(document.rendered())
  }
}

extension SchemaDocument: ExpressibleByArgument {}
