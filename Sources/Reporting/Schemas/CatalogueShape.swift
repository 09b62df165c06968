import Diagnostics
import SourceCatalogue

/// The shape of the catalogue document; a test holds every printed document against it.
enum CatalogueShape {
  static let document = Shape.record(
    [
      .init("format", .integer(1), "Version of this document.", isRequired: true),
      .init("sources", .map(source), "Sources by key."),
      .init("venvs", .map(venv), "Venvs by name."),
      .init("layers", .map(layer), "Constraint layers by name, highest first."),
      .init("series", nullable(.text(nil)), "The series that the deployment says it is."),
      .init(
        "origin", .record([.init("series", origin, "What says the series.")], oneOf: []), "Where the series comes from."
      ),
      .init("precedence", precedence, "Which definition wins."),
      .init("files", .list(file), "Every file that was read, in order."),
      .init("diagnostics", .list(diagnostic), "Findings by place.", isRequired: true),
    ], oneOf: [])

  static func nullable(_ shape: Shape) -> Shape { .anyOf([shape, .null]) }

  private static func required(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation, isRequired: true)
  }

  private static func optional(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation)
  }

  static let position: [Shape.Member] = [
    required("root", .count(atLeast: -1), "Index of the PATH; -1 for what the caller gave."),
    required("file", .text(nil), "Path relative to that PATH."),
    required("line", .count(atLeast: 1), "From 1."),
    required("column", .count(atLeast: 1), "From 1, in code points."),
  ]

  private static let file = Shape.record([position[0], position[1]], oneOf: [])

  static let diagnostic = Shape.record(
    [
      required("code", .text(nil), "Stable: `OSA112`."), required("name", .text(nil)),
      required("severity", .word(Severity.allCases.map(\.rawValue))), required("message", .text(nil)),
      required("related", .list(.record([required("message", .text(nil))] + position, oneOf: []))),
      optional("hint", .text(nil), "What to do about it."),
    ] + position.map { optional($0.name, $0.shape, $0.documentation) }, oneOf: [])

  private static let reference = Shape.record(
    [
      required("type", .word(Reference.Kind.allCases.map(\.rawValue))), required("value", .text(nil)),
      optional("inferred", .boolean, "Read off the shape of a flat value; `fetch` verifies it."),
    ], oneOf: [])

  private static let shadowed = Shape.record(
    position + [required("level", .text(nil)), required("value", .text(nil))], oneOf: [])

  static let origin = Shape.record(
    position + [
      required("variable", .text(nil), "The flat variable, or the key path of the structured format."),
      required("level", .text(nil)), optional("template", .text(nil), "As written, before variables were resolved."),
      required("shadowed", .list(shadowed), "Other definitions, highest precedence first."),
    ], oneOf: [])

  private static let pinned: [Shape.Member] = [
    required("repository", nullable(.text(nil))), required("reference", nullable(reference)),
    required("track", nullable(reference), "The branch that a bump follows; null for none."),
  ]

  private static let scope = Shape.record(
    pinned + [optional("group", .text(nil)), optional("host", .text(nil)), required("origin", .map(origin))], oneOf: [])

  private static let archive = Shape.record(
    [required("url", .text(nil)), required("sha256", nullable(.text(nil)))], oneOf: [])

  static let source = Shape.record(
    [required("kind", .word(Source.Kind.allCases.map(\.rawValue)))] + pinned + [
      required("distribution", .text(nil)), required("groups", .list(.text(nil))),
      optional("mirrors", .list(.text(nil))),
      optional("subdirectory", .text(nil)), optional("extras", .list(.text(nil))), optional("fragments", .text(nil)),
      optional("destination", .text(nil)),
      optional("plugin_of", .text(nil), "The source whose repository holds this one in a folder."),
      optional("path", .text(nil)), optional("patches", .list(.text(nil))), optional("enabled", .boolean),
      optional("archives", .map(archive)), optional("alias", .text(nil), "The source that this only refers to."),
      optional("role_default_only", .boolean), optional("inline", .boolean, "Written as a URL in a pip list."),
      required(
        "origin", .map(origin), "Where each member comes from, or for one without a value, what leaves it without one."),
      optional("scopes", .list(scope)),
    ], oneOf: [])

  private static let requirement = Shape.record(
    [
      required("requirement", .text(nil)), required("name", nullable(.text(nil)), "Canonical (PEP 503)."),
      required("source", nullable(.text(nil)), "Key of the source that it installs."), optional("unresolved", .boolean),
      optional(
        "extras", .list(.text(nil)),
        "Of the requirement and of its source; those that are known of one that is unresolved."),
      optional("marker", .text(nil), "Of a requirement that installs a source (PEP 508)."),
      optional(
        "address", .text(nil), "The source as a direct reference (PEP 508), however the requirement is written."),
      optional(
        "alternative", .text(nil),
        "Only where a play loads this variable file: `debian`, `redhat-9`; `main` where no other of the list holds."),
      required("origin", origin),
    ], oneOf: [])

  private static let constraint = Shape.record(
    [required("kind", .word(["layer", "line", "file"])), required("text", .text(nil)), required("origin", origin)],
    oneOf: [])

  private static let change = Shape.record([required("text", .text(nil)), required("origin", origin)], oneOf: [])

  private static let adjustments = Shape.record(
    ["remove", "replace", "relax"].map { optional($0, .list(change)) }, oneOf: [])

  static let venv = Shape.record(
    [
      required("role", nullable(.text(nil))), required("requirements", .list(requirement)),
      required("optional", .map(.list(requirement))), required("user", .list(requirement)),
      optional("host", .list(requirement)), optional("proprietary", .map(.list(requirement))),
      optional(
        "empty_alternatives", .map(.list(.text(nil))),
        "Alternatives that leave a list empty, by its key (`requirements`, `optional.ceph`)."),
      required("python", nullable(.text(nil))), required("constraints", .list(constraint)),
      optional("adjust", adjustments, "What is changed of single names for this venv."),
      optional("tag", .text(nil)), optional("developer_constraints", .list(constraint)),
      required("upper_constraints", nullable(.text(nil))),
      optional("pip_arguments", .text(nil), "Options for `pip install`, as a shell splits them."),
      required(
        "distro_packages",
        .record(
          [required("build", .map(.list(.text(nil)))), required("runtime", .map(.list(.text(nil))))], oneOf: [])),
      required("system_packages", .map(.list(.text(nil)))), required("groups", .list(.text(nil))),
      required("environment", .map(.text(nil))), required("origin", .map(origin)),
    ], oneOf: [])

  private static let layer = Shape.record(
    [
      required("kind", .word(["file", "source", "lines", "url"])), optional("file", .text(nil)),
      optional("root", .count(atLeast: -1)), optional("source", .text(nil)), optional("path", .text(nil)),
      optional("lines", .list(.text(nil))), optional("url", .text(nil)), required("origin", origin),
      optional("adjust", adjustments, "What is changed of single names in the layer."),
      optional("unresolved", .boolean, "Something in it still refers to a variable, and is as it is written."),
    ], oneOf: [])

  private static let precedence = Shape.record(
    [
      required("group_vars", .word(["inventory", "GROUP_VARS_PATH"])),
      required("levels", .list(.text(nil)), "Lowest first."),
    ], oneOf: [])
}
