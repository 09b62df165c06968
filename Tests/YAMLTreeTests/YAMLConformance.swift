import Diagnostics
import Foundation
import TestSupport
import TextFiles
import Testing

@testable import YAMLTree

/// Vectors of the kinds `yaml.load` (what Ansible reads) and `yaml.events` (what libyaml accepts).
@Suite(.enabled(if: Vectors.folder != nil, "no vectors: set OSA_SOURCES_VECTORS"))
struct YAMLConformance {
  @Test func everyVector() throws {
    for (name, vectors) in try Vectors.files() {
      let mine = vectors.filter { $0.kind.hasPrefix("yaml.") }
      guard !mine.isEmpty else { continue }
      var mismatches: [String] = []
      var positions = (right: 0, all: 0)
      for vector in mine {
        guard let bytes = Vector.bytes(vector.input["yaml"]) else { continue }
        let fault = vector.kind == "yaml.load" ? load(vector, bytes, &positions) : events(vector, bytes)
        if let fault { mismatches.append("\(vector.id): \(fault)") }
      }
      print("\(name): \(mine.count) cases, \(mismatches.count) mismatches, 0 excepted; positions \(positions)")
      #expect(mismatches.isEmpty, "\(mismatches.prefix(20).joined(separator: "\n"))")
      #expect(Double(positions.right) >= 0.99 * Double(positions.all))
    }
  }

  private func load(_ vector: Vector, _ bytes: [UInt8], _ positions: inout (right: Int, all: Int)) -> String? {
    let file = TextFile(reference: FileReference(root: 0, path: "case.yml"), bytes: bytes)
    let (document, diagnostics) = YAMLReader.read(file)
    guard let expect = vector.expect as? [String: Any] else { return "no expectation" }
    if let error = expect["error"] as? [String: Any] {
      guard document == nil, let found = diagnostics.first(where: { $0.severity == .error }) else {
        return "accepted, but Ansible says \(error["message"] ?? "")"
      }
      guard let line = error["line"] as? Int, let column = error["col"] as? Int else { return nil }
      positions.all += 1
      if let place = found.location, Int(place.line) == line, Int(place.column) == column {
        positions.right += 1
      } else {
        print(
          "  position of \(vector.id): \(found.location.map { "\($0.line):\($0.column)" } ?? "-") not \(line):\(column) \(found.message)"
        )
      }
      return nil
    }
    guard let document else { return "refused: \(diagnostics.map(\.message))" }
    guard let value = expect["value"] as? [String: Any] else { return "no value" }
    let mine = document.root.map { Typed.text($0) } ?? #"{"t":"null"}"#
    guard let wanted = try? Typed.normalized(value) else { return "unreadable expectation" }
    if mine != wanted { return "\(mine)\n   not \(wanted)" }
    check(expect["positions"] as? [String: [Int]] ?? [:], document, vector.id, &positions)
    let warned = diagnostics.contains { $0.code == .duplicateKey }
    let wantsWarning = (expect["warnings"] as? [String] ?? []).contains { $0.contains("duplicate mapping key") }
    return warned == wantsWarning ? nil : "duplicate key reported: \(warned)"
  }

  private func check(
    _ expected: [String: [Int]], _ document: YAMLDocument, _ id: String, _ positions: inout (right: Int, all: Int)
  ) {
    var mine: [String: [Int]] = [:]
    if let root = document.root { Typed.positions(root, "", &mine) }
    for (pointer, place) in expected {
      positions.all += 1
      if mine[pointer] == place {
        positions.right += 1
      } else {
        print("  position of \(id)\(pointer): \(mine[pointer] ?? []) not \(place)")
      }
    }
  }

  private func events(_ vector: Vector, _ bytes: [UInt8]) -> String? {
    guard let expect = vector.expect as? [String: Any], let verdict = expect["libyaml_0_2_5"] as? String else {
      return "no expectation"
    }
    let mine = EventDump.lines(of: bytes)
    switch verdict {
    case "ok": return mine == expect["events"] as? [String] ? nil : "\(mine ?? [])"
    case "ok-error", "WRONGLY-REJECTED": return mine == nil ? nil : "accepted"
    default: return mine == nil ? "rejected" : nil
    }
  }
}

/// The typed form of the vectors.
enum Typed {
  static func text(_ node: YAMLNode) -> String {
    switch node.value {
    case .null: #"{"t":"null"}"#
    case .bool(let flag): #"{"t":"bool","v":\#(flag)}"#
    case .int(let text): scalar("int", text)
    case .float(let text): scalar("float", text)
    case .date(let text): scalar("date", text)
    case .datetime(let text): scalar("datetime", text)
    case .string(let text): scalar("str", text)
    case .binary(let text): scalar("bytes", text)
    case .vault: #"{"t":"EncryptedString"}"#
    case .sequence(let nodes): #"{"t":"seq","v":[\#(nodes.map(Typed.text).joined(separator: ","))]}"#
    case .mapping(let pairs):
      #"{"t":"map","v":[\#(pairs.map { "[\(Typed.text($0.key)),\(Typed.text($0.value))]" }.joined(separator: ","))]}"#
    case .pairs(let pairs):
      #"{"t":"seq","v":[\#(pairs.map { #"{"t":"seq","v":[\#(Typed.text($0.key)),\#(Typed.text($0.value))]}"# }.joined(separator: ","))]}"#
    case .invalid(let why): scalar("invalid", why)
    }
  }

  private static func scalar(_ type: String, _ text: String) -> String {
    let encoded = (try? JSONSerialization.data(withJSONObject: [text])) ?? Data()
    return #"{"t":"\#(type)","v":\#(String(decoding: encoded.dropFirst().dropLast(), as: UTF8.self))}"#
  }

  static func normalized(_ value: [String: Any]) throws -> String {
    guard let type = value["t"] as? String else { return "?" }
    switch type {
    case "null", "EncryptedString": return #"{"t":"\#(type)"}"#
    case "bool": return #"{"t":"bool","v":\#(value["v"] as? Bool ?? false)}"#
    case "seq":
      let entries = try (value["v"] as? [[String: Any]] ?? []).map(normalized)
      return #"{"t":"seq","v":[\#(entries.joined(separator: ","))]}"#
    case "map":
      let pairs = try (value["v"] as? [[[String: Any]]] ?? []).map { pair in
        "[\(try normalized(pair[0])),\(try normalized(pair[1]))]"
      }
      return #"{"t":"map","v":[\#(pairs.joined(separator: ","))]}"#
    default: return scalar(type, value["v"] as? String ?? "")
    }
  }

  static func positions(_ node: YAMLNode, _ pointer: String, _ found: inout [String: [Int]]) {
    found[pointer.isEmpty ? "/" : pointer] = [Int(node.location.line), Int(node.location.column)]
    if case .sequence(let nodes) = node.value {
      for (index, child) in nodes.enumerated() { positions(child, "\(pointer)/\(index)", &found) }
    }
    if case .pairs(let pairs) = node.value {
      for (index, pair) in pairs.enumerated() {
        found["\(pointer)/\(index)"] = [Int(node.location.line), Int(node.location.column)]
        positions(pair.key, "\(pointer)/\(index)/0", &found)
        positions(pair.value, "\(pointer)/\(index)/1", &found)
      }
    }
    if case .mapping(let pairs) = node.value {
      for pair in pairs { positions(pair.value, "\(pointer)/\(pair.key.pythonString)", &found) }
    }
  }
}
