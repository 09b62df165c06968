import Foundation
import TestSupport

/// A page of docs/reference/diagnostics taken apart: its examples are the fixtures of its code.
///
/// In the sections Bad and Good a line with nothing but a path between backticks and a colon names the file that the
/// next block holds; a block of `sh` is run instead. `The examples are checked with` a command changes the usual one: one
/// of `osa-sources`, or `osa_sources_parse FILE`, the C function on the request in the file.
struct DiagnosticPage {
  enum Step {
    case file(String, String)
    case script(String)
  }

  let title: String
  let severity: String
  let sections: [String: String]
  let command: [String]?
  /// What `command` is run by; `osa-sources` where the page says nothing.
  let program: String

  /// The page of an identifier; nil where there is none.
  init?(_ identifier: String) {
    let path = Vectors.root.appendingPathComponent("docs/reference/diagnostics/\(identifier).md").path
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    var sections: [String: String] = [:]
    var current = ""
    var isCode = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") { isCode.toggle() }
      if !isCode && line.hasPrefix("## ") {
        current = String(line.dropFirst(3))
      } else {
        sections[current, default: ""] += line + "\n"
      }
    }
    self.sections = sections
    let lines = text.components(separatedBy: "\n")
    title = lines.first ?? ""
    severity = lines.first { $0.hasPrefix("*") && $0.hasSuffix("*") && $0.count > 2 }?.trimmingMarks ?? ""
    let stated = text.components(separatedBy: "examples are checked with `").dropFirst().first
    let words = stated?.prefix { $0 != "`" }.split(separator: " ").map(String.init)
    command = words.map { Array($0.dropFirst()) }
    program = words?.first ?? "osa-sources"
  }

  /// What makes the deployment of a section's example.
  func steps(of section: String) -> [Step] {
    var steps: [Step] = []
    var name: String?
    var language: String?
    var block: [String] = []
    for line in (sections[section] ?? "").components(separatedBy: "\n") {
      if line.hasPrefix("```"), let open = language {
        let text = block.joined(separator: "\n") + "\n"
        if open == "sh" { steps.append(.script(text)) } else if let name { steps.append(.file(name, text)) }
        (name, language, block) = (nil, nil, [])
      } else if line.hasPrefix("```") {
        language = String(line.dropFirst(3))
      } else if language != nil {
        block.append(line)
      } else if line.hasPrefix("`") && line.hasSuffix("`:") {
        name = String(line.dropFirst().dropLast(2))
      }
    }
    return steps
  }
}

extension String {
  fileprivate var trimmingMarks: String { trimmingCharacters(in: ["*"]) }
}
