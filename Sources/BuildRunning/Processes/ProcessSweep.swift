import Glibc

/// Ends every process that carries a mark in its environment, whatever group or session it went to.
package enum ProcessSweep {
  /// The variable that marks the children of one run.
  package static let variable = "OSA_SOURCES_RUN"

  /// A mark that no other run has.
  package static func newMark() -> String {
    let bits = UInt64.random(in: .min ... .max)
    return "\(getpid())-\(String(bits, radix: 16))"
  }

  /// Kills until so many looks in a row find nothing: a child may be between fork and exec when one looks.
  package static func killAll(mark: String, looks: Int = 3) {
    var quiet = 0
    for _ in 0..<200 {
      let found = processes(mark: mark)
      for pid in found { kill(pid, SIGKILL) }
      quiet = found.isEmpty ? quiet + 1 : 0
      if quiet >= looks { return }
      Monotonic.sleep(seconds: 0.01)
    }
  }

  /// Ids of the living processes that carry the mark, without this one.
  package static func processes(mark: String) -> [pid_t] {
    let wanted = Array("\(variable)=\(mark)".utf8)
    let own = getpid()
    return Folder.names(in: "/proc").compactMap { pid_t($0) }.filter { pid in
      guard pid != own, let bytes = FileBytes.read("/proc/\(pid)/environ", limit: 1 << 20) else { return false }
      return bytes.split(separator: 0).contains { $0.elementsEqual(wanted) }
    }
  }
}
