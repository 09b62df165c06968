import Diagnostics
import JSONText
import Reporting
import SourceCatalogue

/// What `fetch --format json` prints, format 1.
package struct FetchDocument {
  private let results: [FetchResult]
  private let diagnostics: [Diagnostic]

  package init(_ results: [FetchResult], diagnostics: [Diagnostic]) {
    self.results = results
    self.diagnostics = diagnostics
  }

  package func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("format", 1)
    writer.object("sources") { writer in
      for result in results {
        writer.object(result.request.name) { source(result, to: &$0) }
      }
    }
    writer.key("diagnostics")
    writer.beginArray()
    for diagnostic in diagnostics { writer.diagnostic(diagnostic) }
    writer.endArray()
    writer.endObject()
  }

  private func source(_ result: FetchResult, to writer: inout JSONWriter) {
    writer.member("status", result.status.rawValue)
    writer.member("repository", result.address, orNull: true)
    writer.member("kind", result.request.reference == nil ? "archive" : "git")
    if let reference = result.request.reference {
      writer.object("reference") { writer in
        writer.member("type", result.kind?.rawValue ?? reference.kind.rawValue)
        writer.member("value", result.failure?.kind == .refused ? "" : reference.value)
      }
    }
    writer.member("commit", result.commit, orNull: true)
    writer.member("sha256", result.sha256)
    writer.member("version", result.version?.text, orNull: true)
    writer.member("tag", result.version?.tag, orNull: true)
    writer.member("distance", result.version?.distance)
    writer.member("path", result.path, orNull: true)
    writer.member("cache", result.cachePath, orNull: true)
    writer.milliseconds(result.seconds)
    writer.array("failures", result.attempts) { writer, attempt in
      writer.beginObject()
      writer.member("repository", attempt.address)
      self.failure(attempt.failure, to: &writer)
      writer.milliseconds(attempt.seconds)
      writer.endObject()
    }
    if let failure = result.failure {
      writer.object("failure") { self.failure(failure, to: &$0) }
    }
  }

  private func failure(_ failure: FetchFailure, to writer: inout JSONWriter) {
    writer.member("kind", failure.kind.rawValue)
    writer.member("message", failure.message)
    writer.member("transient", failure.isTransient)
  }
}

extension JSONWriter {
  fileprivate mutating func milliseconds(_ seconds: Double) {
    member("milliseconds", Int(min(max(seconds, 0), 1e9) * 1000))
  }

  fileprivate mutating func member(_ key: String, _ value: Int?) {
    if let value { member(key, value) }
  }
}
