import ArgumentParser
import ConstraintLayers
import Reporting
import TextFiles

/// Constraint files that `check` is given beside the deployment.
struct LayerFiles: ParsableArguments {
  @Option(
    help: ArgumentHelp("Read a layer from a file; a declared layer of that name is replaced.", valueName: "NAME=FILE"))
  var layer: [String] = []

  func validate() throws {
    for entry in layer where !entry.contains("=") || entry.hasPrefix("=") {
      throw ValidationError("`--layer \(entry)` is not NAME=FILE")
    }
    try Self.checkNames(layer)
  }

  /// Of two texts for one layer nobody knows which is meant.
  static func checkNames(_ layers: [String]) throws {
    var seen: Set<Substring> = []
    for name in layers.map({ $0.prefix { $0 != "=" } }) where !seen.insert(name).inserted {
      throw ValidationError("`--layer` gives the layer `\(name)` twice")
    }
  }

  /// What `--layer` and PATH name.
  struct Given {
    var layers: [GivenLayer] = []
    /// Further files of a name that is taken: they do not belong together.
    var loose: [GivenLayer] = []
    var paths: [String] = []
  }

  /// The layers, and the PATHs without those that are layers by their names: `upper-constraints-33.0.1.txt`,
  /// `global-requirement-pins.txt`.
  func given(paths: [String]) throws -> Given {
    var given = Given()
    for entry in layer {
      guard let equals = entry.firstIndex(of: "=") else { continue }
      given.layers.append(try Self.layer(String(entry[..<equals]), String(entry[entry.index(after: equals)...])))
    }
    for path in paths {
      guard let name = Self.layer(ofFile: path) else {
        given.paths.append(path)
        continue
      }
      let layer = try Self.layer(name, path)
      if given.layers.contains(where: { $0.name == name }) {
        given.loose.append(layer)
      } else {
        given.layers.append(layer)
      }
    }
    return given
  }

  private static func layer(_ name: String, _ path: String) throws -> GivenLayer {
    guard FileReading.exists(path) else { throw Failure("`\(TerminalText.escaped(path))` does not exist") }
    return GivenLayer(name: name, content: .file(FileReference(root: -1, path: path)))
  }

  private static func layer(ofFile path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    guard name.hasSuffix(".txt") else { return nil }
    if name.hasPrefix("upper-constraints") || name.hasPrefix("upper_constraints") { return "upper" }
    return name.hasPrefix("global-requirement-pins") ? "pins" : nil
  }
}
