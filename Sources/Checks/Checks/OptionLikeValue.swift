import Diagnostics
import SourceCatalogue

/// A value that begins with `-`: git takes it for an option, and some of git's options run programs.
enum OptionLikeValue: Check {
  static let codes: [DiagnosticCode] = [.optionLikeValue]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    context.sources.flatMap { source in
      var found: [Diagnostic] = []
      func check(_ what: String, _ value: Located<String>?) {
        guard let value, value.value.hasPrefix("-") else { return }
        found.append(.optionLikeValue(source.name, what, value.value, at: value.origin.location))
      }
      check("repository", source.repository)
      for url in source.mirrors { check("repository", url) }
      check("reference", source.reference?.map(\.value))
      check("tracking branch", source.track?.map { $0?.value ?? "" })
      check("subdirectory", source.subdirectory)
      for scope in source.scopes {
        check("repository", scope.repository)
        check("reference", scope.reference?.map(\.value))
      }
      return found
    }
  }
}
