import BuildPlanning
import SourceCatalogue

/// The shape of the plan document; a test holds every printed document against it.
enum PlanShape {
  static let document = Shape.record(
    [
      required("format", .integer(1), "Version of this document."),
      required("target", CatalogueShape.nullable(target), "The first target."),
      required("targets", .list(target), "Every target."), required("options", options, "What was asked for."),
      required("fetch", .list(fetch), "Sources to obtain, by name."),
      required("wheels", .list(wheel), "Wheels to build, by target, name and Python."),
      required("venvs", .list(venv), "Venvs to make, by target and name."),
      required("diagnostics", .list(CatalogueShape.diagnostic), "Findings by place."),
    ], oneOf: [])

  private static func required(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation, isRequired: true)
  }

  private static func optional(_ name: String, _ shape: Shape, _ documentation: String = "") -> Shape.Member {
    .init(name, shape, documentation)
  }

  private static let text = Shape.text(nil)
  private static let texts = Shape.list(.text(nil))
  private static let textOrNull = CatalogueShape.nullable(.text(nil))

  private static let target = Shape.record(
    [
      required("name", text, "`debian-12-x86_64`."), required("distribution", text), required("version", text),
      required("architecture", text), required("python", textOrNull, "`3.11`; null where nobody says."),
    ], oneOf: [])

  private static let options = Shape.record(
    [
      required("all_wheels", .boolean, "Wheels of every dependency too."),
      required("network", .boolean, "Whether a server may be asked."), required("optional", texts),
      required("services", texts), required("groups", texts), required("hosts", texts),
      required(
        "rewrites",
        .list(.record([required("from", text), required("to", text)], oneOf: [])), "Base URLs that are replaced."),
    ], oneOf: [])

  private static let reference = Shape.record(
    [
      required("type", .word(Reference.Kind.allCases.map(\.rawValue))), required("value", text),
      optional("inferred", .boolean),
    ], oneOf: [])

  private static let patch = Shape.record(
    [required("file", text), required("sha256", textOrNull, "Null where it could not be read.")], oneOf: [])

  private static let fetch = Shape.record(
    [
      required("name", text, "Key of the source."), required("digest", text, "Over what decides the content."),
      required("kind", .word(["git", "archive", "path"])),
      optional("addresses", texts, "In the order in which they are tried."), optional("reference", reference),
      optional("sha256", textOrNull), optional("architecture", textOrNull), optional("path", text),
      required("commit", textOrNull, "Null where nobody knows it yet."),
      required("floats", .boolean, "The same step may obtain other content tomorrow."), optional("subdirectory", text),
      required("patches", .list(patch)),
      required("for", .list(.word(FetchStep.Purpose.allCases.map(\.rawValue)))),
      optional("origin", CatalogueShape.origin),
    ], oneOf: [])

  private static let constraints = Shape.record(
    [
      required("lines", texts, "Effective lines, at most one per name and environment."),
      required(
        "unread", .list(.record([required("layer", text), required("argument", text)], oneOf: [])),
        "Layers that the plan could not read; pip gets them as they are."),
      required(
        "built", .list(.record([required("name", text), required("wheel", text)], oneOf: [])),
        "Names that are pinned to the version of the wheel of that digest, once it is built."),
    ], oneOf: [])

  private static let pipEnvironment = optional(
    "pip_environment", .map(text), "Variables that pip needs: what one before 25.3 is told of build constraints.")

  private static let unresolvedPackages = optional(
    "unresolved_distro_packages", texts, "Those that only a host can name, as they are written.")

  private static let wheel = Shape.record(
    [
      required("name", text, "Key of the source, or name of the venv."), required("digest", text),
      required("kind", .word(WheelStep.Kind.allCases.map(\.rawValue))), required("target", text),
      required("python", textOrNull), optional("distribution", text), optional("subdirectory", text),
      optional("fetch", textOrNull, "Digest of the step that obtains the source."), optional("requirements", texts),
      optional("constraints", constraints), required("build_constraints", texts), required("venvs", texts),
      required("distro_packages", texts, "Needed to build."),
      unresolvedPackages, pipEnvironment, required("arguments", texts, "Of pip."),
    ], oneOf: [])

  private static let requirement = Shape.record(
    [
      required("argument", text, "As pip gets it; of a source its name and extras."), required("source", textOrNull),
      optional("set", text, "The optional set."), optional("unresolved", .boolean, "Still holds a variable."),
      optional("left_out", texts, "What pip does not get of an unresolved entry of a source."),
      required("origin", .record(CatalogueShape.position, oneOf: [])),
    ], oneOf: [])

  private static let venv = Shape.record(
    [
      required("name", text), required("digest", text), required("role", textOrNull), required("target", text),
      required("python", .record([required("executable", text), required("version", textOrNull)], oneOf: [])),
      required("requirements", .list(requirement), "In pip's order."),
      required("wheels", .map(text), "Digests of the wheels by source."), required("constraints", constraints),
      required(
        "optional", .record([required("chosen", texts), required("available", texts)], oneOf: []),
        "Optional sets: `SET`, and `SET.FILE` of a set that stands in files of which a play loads one."),
      required("distro_packages", texts, "Needed where it runs."), unresolvedPackages,
      required("system_packages", texts, "Linked into the venv."),
      optional("unresolved_system_packages", texts, "Those that only a host can name, as they are written."),
      required("environment", .map(text)),
      required("groups", texts), optional("hosts", texts),
      optional("build_constraints", texts, "Of the tools that build what has no wheel."), pipEnvironment,
      optional("pip_arguments", texts, "Options of the deployer, first in the arguments."),
      required("arguments", texts, "Of pip."),
    ], oneOf: [])
}
