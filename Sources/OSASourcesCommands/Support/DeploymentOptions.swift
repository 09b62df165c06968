import ArgumentParser
import Diagnostics
import PythonPackaging
import Reporting
import SourceCatalogue
import TextFiles

/// What every command that reads a deployment takes.
struct DeploymentOptions: ParsableArguments {
  @Argument(help: "A checkout, a directory or a file; several are one deployment.", completion: .file())
  var paths: [String] = []

  @Option(
    name: .customLong("set"), help: ArgumentHelp("Give a variable, the highest level.", valueName: "NAME=VALUE"))
  var settings: [String] = []

  func validate() throws {
    for setting in settings where !setting.contains("=") || setting.hasPrefix("=") {
      throw ValidationError("`--set \(URLText.redacted(setting))` is not NAME=VALUE")
    }
  }

  /// Reads the deployment; a PATH that does not exist ends the command with status 2.
  func catalogue() throws -> Catalogue { try reading().catalogue }

  /// The same with everything that the catalogue was made from.
  func reading() throws -> CatalogueReading {
    guard !paths.isEmpty else { throw ValidationError("give at least one PATH") }
    for path in paths where !FileReading.exists(path) {
      throw Failure("`\(TerminalText.escaped(path))` does not exist")
    }
    return CatalogueReader.reading(paths: paths, caller: CallerVariables(values: given))
  }

  private var given: [String: VariableValue] {
    var values: [String: VariableValue] = [:]
    for setting in settings {
      guard let equals = setting.firstIndex(of: "=") else { continue }
      let text = String(setting[setting.index(after: equals)...])
      values[String(setting[..<equals])] = VariableValue(.string(text), at: Location(file: .caller))
    }
    return values
  }
}
