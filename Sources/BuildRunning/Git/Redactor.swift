import PythonPackaging

/// Takes secrets out of texts before anybody sees them.
package struct Redactor: Sendable {
  private let secrets: [String]

  package init(_ secrets: [String]) {
    // The longest first, so that a secret within another leaves nothing of it behind.
    self.secrets = Set(secrets.filter { $0.utf8.count >= 4 }).sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
  }

  package func callAsFunction(_ text: String) -> String {
    var text = URLText.redacted(text)
    for secret in secrets where text.contains(secret) {
      text = text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "****")
    }
    return text
  }
}
