/// A path pattern of the configuration file: `?` and `*` within one component, `**` across them, a trailing `/` for
/// everything below; without any `/` inside it is a file's name, wherever that stands.
package struct Glob: Sendable {
  private enum Step: Equatable {
    case byte(UInt8)
    case any
    case run
    case runAcross
  }

  private let steps: [Step]
  private let isName: Bool

  package init(_ pattern: String) {
    isName = !pattern.utf8.contains(0x2F)
    let bytes = Array((pattern.hasSuffix("/") ? pattern + "**" : pattern).utf8)
    var steps: [Step] = []
    for byte in bytes {
      switch byte {
      case 0x2A where steps.last == .run: steps[steps.count - 1] = .runAcross
      case 0x2A where steps.last == .runAcross: break
      case 0x2A: steps.append(.run)
      case 0x3F: steps.append(.any)
      // `**/x` is `x` at the top too.
      case 0x2F where steps.last == .runAcross: break
      default: steps.append(.byte(byte))
      }
    }
    self.steps = steps
  }

  /// Linear in pattern times path: no pattern can make it slow.
  package func matches(_ path: String) -> Bool {
    let name = isName ? path.utf8.lastIndex(of: 0x2F).map { path.utf8[path.utf8.index(after: $0)...] } : nil
    let text = name.map(Array.init) ?? Array(path.utf8)
    var reachable = [Bool](repeating: false, count: steps.count + 1)
    reachable[0] = true
    close(&reachable)
    for byte in text {
      var next = [Bool](repeating: false, count: steps.count + 1)
      for (index, step) in steps.enumerated() where reachable[index] {
        switch step {
        case .byte(let wanted): if byte == wanted { next[index + 1] = true }
        case .any: if byte != 0x2F { next[index + 1] = true }
        case .run: if byte != 0x2F { next[index] = true }
        case .runAcross: next[index] = true
        }
      }
      close(&next)
      reachable = next
    }
    return reachable[steps.count]
  }

  /// A run may be empty.
  private func close(_ reachable: inout [Bool]) {
    for (index, step) in steps.enumerated() where reachable[index] && (step == .run || step == .runAcross) {
      reachable[index + 1] = true
    }
  }
}
