import Diagnostics
import PythonPackaging
import SourceCatalogue

/// `git+https://...` without a name: pip has to clone it to learn what it is, and no wheel is ever found for it.
enum UnnamedURL: Check {
  static let codes: [DiagnosticCode] = [.unnamedURL]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.requirements.filter(isUnnamed).map {
      .unnamedURL($0.text.origin.variable, at: $0.text.origin.location)
    }
  }

  private static func isUnnamed(_ requirement: Venv.Requirement) -> Bool {
    let text = requirement.text.value
    guard ["git+", "hg+", "svn+", "bzr+"].contains(where: text.hasPrefix), requirement.name == nil,
      // A name that pip refuses is a fault of its own.
      requirement.isUnresolved || VCSURL(text)?.egg == nil
    else { return false }
    // What Ansible has yet to evaluate may add the name.
    return !requirement.isUnresolved || (!text.holds("egg") && !Template(parsing: text).isUnsupported)
  }
}
