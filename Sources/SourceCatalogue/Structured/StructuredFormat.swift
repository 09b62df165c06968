import PythonPackaging

/// The structured format, version 1: the one definition of its keys.
package enum StructuredFormat {
  package static let version = 1

  package static let document = Shape.record([
    .init("format", .integer(version), "Version of this format.", isRequired: true),
    .init("series", .anyText, "The OpenStack series of the deployment, such as `2026.1`."),
    .init(
      "variables", .map(.any),
      "Variables that texts of this document refer to (`{{ name }}`); every other definition of one hides it."),
    .init("hosts", .map(.anyText), "Base URLs by name; `git: \"NAME:path\"` is short for the base URL and the path."),
    .init(
      "layers", .map(layer), "Constraint layers by name; `user`, `service`, `pins` and `upper` are the usual ones."),
    .init("sources", .named(name, source), "Projects by name."),
    .init("venvs", .named(name, venv), "Virtual environments by the name of their service."),
    .init(
      "sources_by_name", .boolean,
      "Roles say a source by its name alone, as in releases 14 to 17, and not by its address; for `py_pkgs`."),
    .init("lists", .map(.list(.anyText)), "Lists of Python packages outside every role, by variable, for `py_pkgs`."),
    .init("requirements", .list(.anyText), "What the checkout's own requirements.txt says, for `py_pkgs`."),
    .init(
      "roles", .map(.anyOf([role, .null])),
      "What roles say besides the venvs, for `py_pkgs`; null for a venv's role that is none."),
  ])

  /// The reference of a source: at most one of them.
  package static let referenceKeys: [(key: String, kind: Reference.Kind)] = [
    ("commit", .commit), ("tag", .tag), ("branch", .branch), ("change", .change), ("release", .release),
  ]

  static let source = Shape.record(
    [
      .init("git", .anyText, "Repository: a URL, or `NAME:path` with a name from `hosts`."),
      .init("mirrors", .list(.anyText), "Repositories that hold the same commits, tried in order after `git`."),
      .init("commit", .text(objectName), "Full object name, 40 or 64 hexadecimal digits."),
      .init("tag", .anyText, "Tag."),
      .init("branch", .anyText, "Branch: floats, so every build may differ."),
      .init("change", .text(change), "Change under review."),
      .init("release", .text(release), "Version from the package index (PEP 440), or of the archive."),
      .init(
        "track",
        .anyOf([.record([.init("branch", .anyText, "Branch that a bump follows.", isRequired: true)]), .null]),
        "What a bump follows; null for nothing."),
      .init("archive", .anyOf([archive, .map(archive)]), "Tarball, or one per architecture (`x86_64`, `aarch64`)."),
      .init("path", .anyText, "Folder on the machine that builds."),
      .init("distribution", .anyText, "Name of the distribution where it differs from the source's."),
      .init("package_name", .anyText, "The same, which `py_pkgs` calls the source by (`*_git_package_name`)."),
      .init("subdirectory", .anyText, "Folder of the repository that holds the project."),
      .init("fragments", .anyText, "What stands behind `#egg=...` in addresses of releases 16 to 18."),
      .init("destination", .anyText, "Where releases before 17 cloned it to; nothing reads it."),
      .init(
        "plugins", .list(plugin), "Folders of the repository that are distributions, and so sources, of their own."),
      .init("alias", .anyText, "Another source whose repository and reference this one has, whatever they are."),
      .init("extras", .list(.anyText), "Extras to install (PEP 508)."),
      .init("groups", .list(.anyText), "Inventory groups whose hosts need it."),
      .init("role", .anyText, "Role whose defaults these are: every other definition of the source hides them."),
      .init("patches", .list(.anyText), "Patch files applied in order after the fetch."),
      .init("enabled", .boolean, "Whether anything is done with it; true unless said."),
    ],
    oneOf: [referenceKeys.map(\.key), ["git", "archive", "path", "alias"], ["distribution", "package_name"]]
      + foreignReferences)

  /// References that say nothing about a source which is obtained in that way: an archive has a version at most.
  private static let foreignReferences: [[String]] = {
    let ofGit = referenceKeys.filter { $0.kind != .release }.map(\.key)
    let all = referenceKeys.map(\.key)
    let pairs = [("git", ["release"]), ("archive", ofGit), ("path", all), ("alias", all)]
    return pairs.flatMap { way, references in references.map { [way, $0] } }
  }()

  private static let plugin = Shape.record([
    .init("path", .anyText, "Folder that holds the package; may be empty.", isRequired: true),
    .init("package", .text(someText), "Name of the package and of its folder.", isRequired: true),
  ])

  private static let archive = Shape.record([
    .init("url", .anyText, "Where the tarball is.", isRequired: true),
    .init("sha256", .text(sha256), "SHA-256 of the tarball."),
  ])

  /// A variable may hold the whole list, which what reads the document resolves.
  private static let texts = Shape.anyOf([.list(.anyText), .text(template)])

  static let venv = Shape.record([
    .init("groups", .list(.anyText), "Inventory groups whose hosts get it."),
    .init("python", .anyText, "Interpreter that makes it: a name on PATH or a path."),
    .init("install", texts, "Names of sources and PEP 508 requirements."),
    .init("optional", .map(texts), "Further requirements by the name of the set, chosen at build time."),
    .init("user", texts, "Requirements that the deployer adds."),
    .init("host", texts, "Requirements of the host instead of the venv (releases 14 to 18)."),
    .init("proprietary", .map(texts), "Requirements that need a licence, by the name of the set."),
    .init(
      "alternatives", .map(alternatives),
      "Further requirements by operating system or install method, such as `debian`; `main` where no other holds."),
    .init(
      "conditions", .map(.anyText),
      "By entries of the lists, when they are installed: not where the text comes to false; a template, as a rule."),
    .init("role", .anyText, "Role that installs it."),
    .init("tag", .anyText, "Name of the directory of the venv."),
    .init("upper_constraints", .anyText, "Address of upper constraints of its own."),
    .init("developer_constraints", texts, "Constraints in developer mode (releases 14 to 18)."),
    .init("pip_arguments", .anyText, "Options for `pip install`, first in its line; split as a shell does."),
    .init("constraints", texts, "Layers in order, highest first, and single constraint lines."),
    .init("adjust", adjustments, "What is changed of single names in all layers, for this venv alone."),
    .init("distro_packages", distroPackages, "Packages of the distribution."),
    .init(
      "system_packages", .anyOf([.list(.anyText), .map(texts)]),
      "Distribution packages whose Python modules are linked into the venv, for all or by distribution."),
    .init("flat_names", .map(.list(.anyText)), "Variables that a list was, by its path, for writing it flat again."),
    .init(
      "flat_entries", .map(.map(.list(.anyText))),
      "Where a list was several variables: by its path, the entries of each but the first."),
    .init("environment", .map(.anyText), "Marker variables that differ from the target's (PEP 508)."),
  ])

  private static let role = Shape.record([
    .init("group", .anyText, "Inventory group whose hosts get the role; that of its venv unless said."),
    .init(
      "lists", .map(.anyOf([.list(.anyText), .null])),
      "Lists of Python packages by variable: those of no venv, or in their place; null for none."),
    .init(
      "distro_packages", .map(.map(.anyOf([.list(.anyText), .null]))),
      "Lists of distribution packages by file and variable, likewise."),
  ])

  private static let alternatives = Shape.record([
    .init("install", texts, "Further entries of `install`."),
    .init("user", texts, "Further entries of `user`."),
    .init("host", texts, "Further entries of `host`."),
    .init("optional", .map(texts), "Further entries of `optional`."),
    .init("proprietary", .map(texts), "Further entries of `proprietary`."),
  ])

  private static let distroPackages = Shape.record([
    .init("build", .map(texts), "Needed to build wheels only, by distribution or `any`."),
    .init("runtime", .map(texts), "Needed where the venv runs, by distribution or `any`."),
    .init("service", .map(texts), "The service itself, for installing without a venv, likewise."),
  ])

  private static let adjustments = Shape.record([
    .init("remove", .list(.anyText), "Names whose lines are left out."),
    .init("replace", .list(.anyText), "Lines that take the place of those of their names."),
    .init("relax", .list(.anyText), "Names of which only lower bounds are kept: `==1.2` becomes `>=1.2`."),
  ])

  static let layer = Shape.record(
    [
      .init("file", .anyText, "Requirement file, relative to this one."),
      .init("source", .anyText, "Source whose repository holds the file."),
      .init("path", .anyText, "The file's path in that repository."),
      .init("lines", .list(.anyText), "Constraint lines."),
      .init("url", .anyText, "Address of the file; given to pip, never fetched to decide."),
      .init("adjust", adjustments, "What is changed of single names in this layer."),
    ], oneOf: [["file", "source", "lines", "url"], ["path", "file"], ["path", "lines"], ["path", "url"]],
    needs: ["file", "source", "lines", "url"])

  private static let name = Shape.Pattern(
    expression: "^[A-Za-z0-9_][A-Za-z0-9._-]*$", description: "a name of letters, digits, `_`, `-` and `.`",
    accepts: { name in
      let isLetter = { (byte: UInt8) in
        (0x41...0x5A).contains(byte & 0xDF) || (0x30...0x39).contains(byte) || byte == 0x5F
      }
      guard let first = name.utf8.first, isLetter(first) else { return false }
      return name.utf8.allSatisfy { isLetter($0) || $0 == 0x2E || $0 == 0x2D }
    })
  private static let someText = Shape.Pattern(
    expression: "^[\\s\\S]", description: "a name", accepts: { !$0.isEmpty })
  private static let template = Shape.Pattern(
    expression: "\\{[{%]", description: "a template of one", accepts: { Template.mayHoldTemplate($0) })
  private static let objectName = Shape.Pattern(
    expression: "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$", description: "a full object name of 40 or 64 hexadecimal digits",
    accepts: { Reference.isObjectName($0) })
  /// PEP 440, appendix B, without a flag for letters in any case.
  static let release = Shape.Pattern(
    expression: "^[vV]?([0-9]+!)?[0-9]+(\\.[0-9]+)*"
      + "([-_.]?([aA]([lL][pP][hH][aA])?|[bB]([eE][tT][aA])?|[cC]|[rR][cC]|[pP][rR][eE]([vV][iI][eE][wW])?)[-_.]?[0-9]*)?"
      + "(-[0-9]+|[-_.]?([pP][oO][sS][tT]|[rR]([eE][vV])?)[-_.]?[0-9]*)?([-_.]?[dD][eE][vV][-_.]?[0-9]*)?"
      + "(\\+[0-9A-Za-z]+([-_.][0-9A-Za-z]+)*)?$",
    description: "a version (PEP 440)", accepts: { $0.utf8.allSatisfy { $0 > 0x20 } && Version($0) != nil })
  private static let change = Shape.Pattern(
    expression: "^refs/changes/.+$", description: "a change such as `refs/changes/24/923324/10`",
    accepts: { $0.hasPrefix("refs/changes/") && $0.utf8.count > 13 })
  private static let sha256 = Shape.Pattern(
    expression: "^[0-9a-fA-F]{64}$", description: "a SHA-256 of 64 hexadecimal digits",
    accepts: { $0.utf8.count == 64 && Reference.isObjectName($0) })
}
