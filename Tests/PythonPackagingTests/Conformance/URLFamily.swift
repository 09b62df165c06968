import Foundation
import TestSupport

@testable import PythonPackaging

/// `url.*`, `netloc.*`, `git.*`, `path.*`, `archive.*` and `text.line_column`: texts alone, no disk.
struct URLFamily: ConformanceFamily {
  let kinds = ["url.*", "netloc.*", "git.*", "path.*", "archive.*", "text.line_column"]

  static let exceptions = ["url.redact", "netloc.redact", "requirement.redact", "url.display_safe"].map { kind in
    ConformanceException(
      kind: kind,
      rule: "accounts of ssh and references stay, values of parameters go, users keep their spelling",
      decision: kind == "url.display_safe" ? 90 : 35
    ) { vector in
      guard let pip = vector.expect as? String, let text = vector.input.values.first as? String else { return false }
      let mine = redacted(text, kind)
      // Whatever else hides than pip hides.
      let wanted = PercentEncoding.decoded(kind == "netloc.redact" ? pip : URLText.redacted(pip))
      let isKept = ["ssh://", "git@", "${", "//@"].contains(where: ("//" + mine).contains)
      return [mine, isKept ? masked(mine, kind) : mine].contains { PercentEncoding.decoded($0) == wanted }
    }
  }

  /// With the account hidden that is left in it, as pip has it.
  private static func masked(_ text: String, _ kind: String) -> String {
    let address = text.range(of: "//").map { String(text[$0.lowerBound...]) } ?? "//" + text
    guard let netloc = URLParts(address)?.netloc, let found = Credentials(netloc: netloc),
      let range = text.range(of: netloc)
    else { return text }
    let user = found.password == nil ? "****" : found.user + ":****"
    return text.replacingCharacters(in: range, with: "\(user)@\(found.host)")
  }

  private static func redacted(_ text: String, _ kind: String) -> String {
    switch kind {
    case "netloc.redact": String(URLText.redacted("//" + text).dropFirst(2))
    // As pip's, which writes the parts anew.
    case "url.redact": URLText.redacted(PipLink(text).map { "\($0.parts)" } ?? text)
    default: URLText.redacted(text)
    }
  }

  func mismatch(_ vector: Vector) -> String? {
    let mine = answer(vector)
    return Comparison.same(mine, vector.expect) ? nil : "\(mine ?? "nil"), not \(vector.expect)"
  }

  private func answer(_ vector: Vector) -> Any? {
    switch vector.kind.prefix(while: { $0 != "." }) {
    case "url":
      let isRedaction = vector.kind == "url.display_safe" || vector.kind == "url.redact"
      return isRedaction ? Self.redacted(text(vector, "url"), vector.kind) : url(vector)
    case "netloc": return netloc(vector)
    case "git": return git(vector)
    case "path": return path(vector)
    case "archive":
      return vector.kind == "archive.is_zip"
        ? ArchiveName.isZip(text(vector, "filename")) : ArchiveName.isPrintable(member: text(vector, "name"))
    case "text": return place(vector)
    default: return nil
    }
  }

  private func text(_ vector: Vector, _ name: String) -> String { vector.input[name] as? String ?? "" }

  private func url(_ vector: Vector) -> Any? {
    if vector.kind == "url.equivalent" {
      guard let a = PipLink(text(vector, "a")), let b = PipLink(text(vector, "b")) else { return nil }
      return a.isEquivalent(to: b) && b.isEquivalent(to: a)
    }
    guard let link = PipLink(text(vector, "url")) else { return nil }
    switch vector.kind {
    case "url.remove_auth": return link.parts.withoutCredentials
    case "url.split_auth": return [link.parts.withoutCredentials] + split(link.parts.netloc)
    case "url.strip_credentials":
      return link.parts.strippingCredentials(safe: vector.input["safe_user_passwords"] as? [String] ?? [])
    case "url.filename": return link.filename
    case "url.is_vcs": return link.isVCS
    case "url.quote": return link.quoted
    case "url.ambiguous_authority": return link.parts.isAmbiguous
    default: return nil
    }
  }

  /// As pip answers: host, then user and password, decoded.
  private func split(_ netloc: String) -> [Any] {
    guard let found = Credentials(netloc: netloc) else { return [netloc, [NSNull(), NSNull()]] }
    let password = found.password.map { PercentEncoding.decoded($0) as Any } ?? NSNull()
    return [found.host, [PercentEncoding.decoded(found.user), password]]
  }

  private func netloc(_ vector: Vector) -> Any? {
    let netloc = text(vector, "netloc")
    switch vector.kind {
    case "netloc.redact": return Self.redacted(netloc, vector.kind)
    case "netloc.split_auth": return split(netloc)
    default: return nil
    }
  }

  private func git(_ vector: Vector) -> Any? {
    let arguments = vector.input["args"] as? [String] ?? []
    switch vector.kind {
    case "git.remote_to_url": return GitRemote.url(text(vector, "url")) ?? ["error": "RemoteNotValidError"]
    case "git.looks_like_sha": return GitRemote.looksLikeSHA(text(vector, "ref"))
    case "git.make_requirement_url":
      guard arguments.count > 2 else { return nil }
      return GitRemote.requirementURL(
        arguments[0], ref: arguments[1], name: arguments[2], subdirectory: arguments.count > 3 ? arguments[3] : nil)
    // git keeps the user in the address and needs no other way to hand it over.
    case "git.netloc_and_auth": return arguments.first.map { [$0, [NSNull(), NSNull()]] as [Any] }
    case "git.version": return GitRemote.version(text(vector, "text")).map { [$0.major, $0.minor] } ?? []
    default: return nil
    }
  }

  private func path(_ vector: Vector) -> Any? {
    vector.kind == "path.component_ok"
      ? RelativePath.component(text(vector, "name")) != nil
      : RelativePath.isWithin(text(vector, "directory"), text(vector, "target"))
  }

  /// Where a requirement file that holds the text would have a fault: by the reader's own lines.
  private func place(_ vector: Vector) -> Any? {
    let whole = text(vector, "text")
    guard let range = whole.range(of: text(vector, "before"), options: .literal) else { return nil }
    let bytes = Array(whole.utf8)
    let offset = whole.utf8.distance(from: whole.startIndex, to: range.lowerBound)
    return bytes.withUnsafeBufferPointer { buffer -> [String: Int]? in
      var start = 0
      var number = 1
      while start < buffer.count {
        let line = LineScanner.line(buffer, from: start)
        if offset < line.next {
          return ["line": number, "column": 1 + CodePoints.count(bytes, from: start, to: offset)]
        }
        start = line.next
        number += 1
      }
      return nil
    }
  }
}
