import Diagnostics
import JSONText
import Reporting
import SourceCatalogue

/// What a request came to, before it is bytes.
enum Outcome {
  case document((inout JSONWriter) -> Void)
  /// `span`: code points of the caller's text, where that is what is wrong.
  case failure(Diagnostic, diagnostics: [Diagnostic] = [], span: Range<Int>? = nil)
}

extension OSASources {
  /// The answer to a request that is too long to be believed.
  public static func refused(length: UInt64, limit: UInt64) -> Answer {
    answer(.failure(Diagnostic(.badRequest, "a request of \(length) bytes is over the limit of \(limit)", at: nil)))
  }

  static func answer(_ request: [UInt8], _ work: (Request) -> Outcome) -> Answer {
    let outcome: Outcome
    do throws(Request.Fault) {
      outcome = work(try Request(request))
    } catch {
      outcome = .failure(Diagnostic(.badRequest, error.message, at: nil))
    }
    return answer(outcome)
  }

  static func answer(_ outcome: Outcome) -> Answer {
    var writer = JSONWriter(pretty: false)
    switch outcome {
    case .document(let write):
      write(&writer)
      return Answer(status: 0, document: writer.takeBytes())
    case .failure(let fault, let diagnostics, let span):
      writer.beginObject()
      writer.member("format", 1)
      writer.key("error")
      writer.diagnostic(fault)
      if let span {
        writer.object("span") { writer in
          writer.member("start", span.lowerBound)
          writer.member("end", span.upperBound)
        }
      }
      if !diagnostics.isEmpty { writer.array("diagnostics", diagnostics) { $0.diagnostic($1) } }
      writer.endObject()
      return Answer(status: -1, document: writer.takeBytes())
    }
  }
}

extension Diagnostic {
  static let unavailable = Diagnostic(.badRequest, "this function is not available in this version", at: nil)

  static func unknownView(_ view: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .badRequest, "unknown view `\(view)`", at: nil,
      hint: Spelling.suggestion(for: view, among: known).map { "did you mean `\($0)`?" }
        ?? "known views: \(known.joined(separator: ", "))")
  }

  static func unknownName(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      .badRequest, "no source or venv is called `\(name)`", at: nil,
      hint: Spelling.suggestion(for: name, among: known).map { "did you mean `\($0)`?" })
  }
}
