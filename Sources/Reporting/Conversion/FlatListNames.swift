import SourceCatalogue

/// The flat variables of a venv's lists: those that they were where that is known, since a role reads no others.
struct FlatListNames {
  private let venv: Venv

  init(of venv: Venv) {
    self.venv = venv
  }

  /// The variable of the list at a path of the structured format, `common` without `alternatives.` before it.
  func name(of path: String, usual: String, besides common: String? = nil) -> String {
    let known = known(path)
    let name = known.contains(usual) ? usual : known.first ?? usual
    return name == common ? usual : name
  }

  /// Every variable that a list was, as far as each can be a variable of a list.
  func known(_ path: String) -> [String] {
    (venv.flatNames[path] ?? []).filter { SourceNaming.match($0) != nil && $0.utf8.allSatisfy(Self.isWord) }
  }

  /// The names that the way back would not choose by itself.
  var unusual: [String: [String]] {
    venv.flatNames.filter { path, names in
      let isOwn = path.hasPrefix("alternatives.")
      let common = isOwn ? String(path.dropFirst(13)) : path
      // Where a list has entries for all and for single systems, neither variable is the usual one.
      if venv.flatNames[isOwn ? common : "alternatives." + path] != nil { return true }
      return names != [venv.name + Self.usualEnd(of: common)]
    }
  }

  private static func usualEnd(of path: String) -> String {
    switch path {
    case "install": return "_pip_packages"
    case "user": return "_user_pip_packages"
    case "host": return "_requires_pip_packages"
    case "distro_packages.build": return "_devel_distro_packages"
    case "distro_packages.runtime": return "_distro_packages"
    case "distro_packages.service": return "_service_distro_packages"
    case "system_packages": return "_packages_to_symlink"
    default:
      let parts = path.split(separator: ".", maxSplits: 1)
      let isPlain = parts.count < 2 || parts[0] == parts[1]
      return "_" + parts.prefix(isPlain ? 1 : 2).joined(separator: "_") + "_pip_packages"
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
