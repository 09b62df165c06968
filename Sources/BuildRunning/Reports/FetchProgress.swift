import Glibc
import Reporting
import Synchronization

/// Shows a run on standard error: one line that is written over on a terminal, a line per event elsewhere.
package final class FetchProgress: Sendable {
  package enum Mode: String, Sendable, CaseIterable {
    /// `bar` on a terminal, `plain` elsewhere.
    case auto, bar, plain, none
  }

  private struct State {
    var running: [String: String] = [:]
    var ended = 0
    var failed = 0
    var lastDrawn: Monotonic?
  }

  private let total: Int
  private let isBar: Bool
  private let descriptor: Int32
  private let state = Mutex(State())

  /// Seconds between two drawings.
  private static let interval = 0.1

  /// nil where nothing is to be shown.
  package init?(_ mode: Mode, total: Int, descriptor: Int32 = STDERR_FILENO) {
    guard mode != .none else { return nil }
    self.total = total
    self.descriptor = descriptor
    isBar = mode == .bar || (mode == .auto && isatty(descriptor) == 1)
  }

  package func show(_ event: FetchEvent) {
    state.withLock { state in
      Self.apply(event, to: &state)
      if isBar {
        draw(&state)
      } else if let line = plain(event, state) {
        write(line + "\n")
      }
    }
  }

  /// Takes the line away again.
  package func finish() {
    if isBar { write("\r\u{1B}[K") }
  }

  private static func apply(_ event: FetchEvent, to state: inout State) {
    switch event {
    case .started(let name): state.running[name] = ""
    case .progress(let name, let line): state.running[name] = percentage(line)
    case .attemptFailed: break
    case .ended(let result):
      state.running[result.request.name] = nil
      state.ended += 1
      if result.failure != nil { state.failed += 1 }
    }
  }

  private static func percentage(_ line: String) -> String {
    guard let percent = line.firstIndex(of: "%") else { return "" }
    return String(line[..<percent].reversed().prefix { $0.isNumber }.reversed()) + "%"
  }

  private func plain(_ event: FetchEvent, _ state: State) -> String? {
    switch event {
    case .started, .progress: return nil
    case .attemptFailed(let name, let failure, let willRetry):
      return TerminalText.escaped("\(name): \(failure.message)\(willRetry ? "; trying again" : "")")
    case .ended(let result):
      let seconds = String(Double(Int(result.seconds * 10)) / 10)
      let version = result.version.map { " " + $0.text } ?? ""
      return TerminalText.escaped(
        "[\(state.ended)/\(total)] \(result.request.name) \(result.status.rawValue)\(version) (\(seconds) s)")
    }
  }

  private func draw(_ state: inout State) {
    let now = Monotonic.now
    if let last = state.lastDrawn, now.seconds(since: last) < Self.interval, state.ended < total { return }
    state.lastDrawn = now
    var line = "[\(state.ended)/\(total)]" + (state.failed > 0 ? " \(state.failed) failed" : "")
    for (name, percent) in state.running.sorted(by: { bytewise($0.key, $1.key) }) {
      line += " " + TerminalText.escaped(name) + (percent.isEmpty ? "" : " " + percent)
    }
    write("\r\u{1B}[K" + line.prefix(max(20, width - 1)))
  }

  private var width: Int {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  private func bytewise(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }

  private func write(_ text: some StringProtocol) { _ = Descriptor.writeAll(Array(text.utf8), to: descriptor) }
}
