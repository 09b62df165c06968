import Diagnostics
import PythonPackaging
import SourceCatalogue

/// `git+https://...` or an archive without a name: pip has to fetch it to learn what it is, and no wheel is ever found for
/// it.
enum UnnamedURL: Check {
  static let codes: [DiagnosticCode] = [.unnamedURL]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.requirements.filter(isUnnamed).map {
      .unnamedURL($0.text.origin.variable, at: $0.text.origin.location)
    }
  }

  private static func isUnnamed(_ requirement: Venv.Requirement) -> Bool {
    let text = requirement.text.value
    guard requirement.name == nil else { return false }
    guard ["git+", "hg+", "svn+", "bzr+"].contains(where: text.hasPrefix) else { return isUnnamedEntry(requirement) }
    // A name that pip refuses is a fault of its own.
    guard requirement.isUnresolved || VCSURL(text)?.egg == nil else { return false }
    // What Ansible has yet to evaluate may add the name.
    return !requirement.isUnresolved || (!text.holds("egg") && !Template(parsing: text).isUnsupported)
  }

  /// An archive that says nothing but where it is, or an editable repository.
  private static func isUnnamedEntry(_ requirement: Venv.Requirement) -> Bool {
    guard !requirement.isUnresolved || !Template(parsing: requirement.text.value).isUnsupported else { return false }
    return PipEntry.addresses(in: requirement.text.value).contains { entry in
      guard entry.kind == .requirement || entry.kind == .editable, !entry.isNamed, entry.isRepository || entry.isFile
      else { return false }
      return entry.kind == .editable || !entry.isWheel
    }
  }
}

extension PipEntry {
  /// Fetched as a file, from another machine.
  fileprivate var isFile: Bool { ["http", "https", "ftp"].contains(URLParts.scheme(of: address)) }
}
