/// How much a finding matters.
package enum Severity: String, Sendable, CaseIterable, Comparable {
  /// Worth knowing; nothing is wrong with the data that is returned.
  case note
  /// Probably not what was meant.
  case warning
  /// The data is wrong or would be refused by Ansible, git, pip or uv: exit status 1.
  case error

  package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
