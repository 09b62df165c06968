import Foundation
import TestSupport

@testable import PythonPackaging

/// `reqfile.*`: pip's reading of requirement files, and uv's where it agrees.
struct RequirementFileFamily: ConformanceFamily {
  let kinds = ["reqfile.*"]

  static let exceptions = [
    ConformanceException(
      kind: "reqfile.parse", rule: "pip 26.3 dies of an AttributeError at --all-releases and --only-final",
      decision: 21
    ) { vector in
      let error = (vector.expect as? [String: Any])?["error"] as? [String: Any]
      return error?["type"] as? String == "AttributeError"
    }
  ]

  func mismatch(_ vector: Vector) -> String? {
    switch vector.kind {
    case "reqfile.parse": parse(vector)
    case "reqfile.break_args_options": parts(vector)
    default: lines(vector)
    }
  }

  // MARK: Whole files

  private func parse(_ vector: Vector) -> String? {
    let files = (vector.input["files"] as? [String: Any] ?? [:]).compactMapValues(Vector.bytes)
    let variables = vector.input["env"] as? [String: String] ?? [:]
    let surroundings = RequirementFileReader.Surroundings(
      read: { path throws(RequirementFileReader.Unreadable) in
        guard let bytes = files[path] else { throw .init("no such file") }
        return bytes
      }, isDirectory: { path in files.keys.contains { $0.hasPrefix(RelativePath.normalized(path) + "/") } },
      isProject: { path in
        ["setup.py", "pyproject.toml"].contains { files[RelativePath.normalized(path) + "/" + $0] != nil }
      },
      variable: { variables[$0] })
    let found = RequirementFileReader.read(
      vector.input["root"] as? String ?? "", isConstraint: vector.input["constraint"] as? Bool ?? false, surroundings)
    guard let expect = vector.pip else { return "no expectation" }
    return fault(found, expect) ?? entries(found, expect) ?? options(found, expect)
  }

  private func fault(_ found: RequirementFile, _ expect: [String: Any]) -> String? {
    guard let error = expect["error"] as? [String: Any] else {
      return found.faults.first.map { "refused: \($0.message) at \(String(describing: $0.position))" }
    }
    guard let fault = found.faults.first else { return "accepted, but pip says \(error["message"] ?? "")" }
    guard let line = error["line"] as? Int, let file = error["file"] as? String else { return nil }
    guard let position = fault.position, fault.firstLine == line, found.path(of: position) == file else {
      return "fault at \(String(describing: fault.position)), not \(file):\(line)"
    }
    return nil
  }

  private func entries(_ found: RequirementFile, _ expect: [String: Any]) -> String? {
    let wanted = expect["requirements"] as? [[String: Any]] ?? []
    guard wanted.count == found.entries.count else { return "\(found.entries.count) requirements, not \(wanted.count)" }
    for (entry, wanted) in zip(found.entries, wanted) {
      let mine = fields(entry, found)
      for (name, value) in wanted where !same(mine[name], value) {
        return "\(name) is \(String(describing: mine[name])), not \(value)"
      }
    }
    return nil
  }

  private func fields(_ entry: RequirementFile.Entry, _ file: RequirementFile) -> [String: Any] {
    var hashes: [String: [String]] = [:]
    for hash in entry.hashes { hashes[hash.algorithm, default: []].append(hash.digest) }
    var settings: [String: Any] = [:]
    for setting in entry.configSettings {
      let known = settings[setting.name]
      settings[setting.name] =
        known == nil ? setting.value : (known as? [String] ?? [known as? String ?? ""]) + [setting.value]
    }
    return [
      "text": entry.text, "name": entry.canonicalName ?? NSNull(), "given_name": entry.requirement?.name ?? NSNull(),
      "extras": entry.extras, "specifier": entry.requirement?.specifiers.description ?? "",
      "url": entry.url ?? NSNull(), "marker": entry.marker?.description ?? NSNull(), "editable": entry.isEditable,
      "hashes": hashes, "config_settings": settings, "constraint": entry.isConstraint,
      "file": file.path(of: entry.position), "line": entry.position.line,
    ]
  }

  private func options(_ found: RequirementFile, _ expect: [String: Any]) -> String? {
    guard let wanted = expect["options"] as? [String: Any] else { return nil }
    let options = found.options
    let mine: [String: Any] = [
      "index_urls": options.indexURLs, "no_index": options.noIndex, "find_links": options.findLinks,
      "trusted_hosts": options.trustedHosts, "no_binary": options.noBinary.sorted(),
      "only_binary": options.onlyBinary.sorted(), "pre": options.pre, "prefer_binary": options.preferBinary,
      "require_hashes": options.requireHashes, "features": options.features,
    ]
    for (name, value) in wanted where !same(mine[name], value) {
      return "\(name) is \(String(describing: mine[name])), not \(value)"
    }
    return nil
  }

  private func same(_ a: Any?, _ b: Any) -> Bool { (a as? NSObject)?.isEqual(b) ?? false }

  // MARK: Parts

  private func parts(_ vector: Vector) -> String? {
    let text = vector.input["value"] as? String ?? ""
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let count = words.firstIndex { $0.hasPrefix("-") } ?? words.count
    // The reader's own cut, told from what it makes of the text.
    let mine = Array(text.utf8).withUnsafeBufferPointer { bytes -> [String] in
      guard let start = RequirementFileReader.optionStart(bytes) else { return [text, ""] }
      let before = start == 0 ? "" : String(decoding: bytes[..<(start - 1)], as: UTF8.self)
      return [before, String(decoding: bytes[start...], as: UTF8.self)]
    }
    return mine == vector.expect as? [String] ? nil : "\(mine) (\(count) words)"
  }

  /// Joined and cleaned lines as numbers and texts.
  private func lines(_ vector: Vector) -> String? {
    let isJoin = vector.kind == "reqfile.join_lines"
    let lines: [(Int, String)]
    if let pairs = vector.input["value"] as? [[Any]] {
      lines = pairs.map { ($0[0] as? Int ?? 0, $0[1] as? String ?? "") }
    } else {
      let text = vector.input["value"] as? String ?? ""
      lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
        ($0.offset + 1, String($0.element))
      }
    }
    var result: [(Int, String)] = []
    var index = 0
    while index < lines.count {
      var joined = LogicalLine(bytes: [], pieces: [])
      let first = lines[index].0
      var goesOn = true
      while goesOn, index < lines.count {
        let line = lines[index]
        if vector.kind == "reqfile.ignore_comments" {
          joined.bytes = Array(line.1.utf8)
          joined.pieces = [.init(start: 0, line: line.0, column: 1)]
          goesOn = false
        } else {
          goesOn = Array(line.1.utf8).withUnsafeBufferPointer { joined.join($0, line: line.0) }
        }
        index += 1
      }
      if !isJoin { joined.strip() }
      let text = String(decoding: joined.bytes, as: UTF8.self)
      if isJoin || !text.isEmpty { result.append((first, text)) }
    }
    let wanted = (vector.expect as? [[Any]] ?? []).map { ($0[0] as? Int ?? 0, $0[1] as? String ?? "") }
    return result.elementsEqual(wanted, by: { $0 == $1 }) ? nil : "\(result)"
  }
}

extension Vector {
  /// What pip answers: beside uv's own answer where the case is uv's.
  var pip: [String: Any]? { (extra["pip"] ?? expect) as? [String: Any] }
}
