import Diagnostics
import TextFiles

/// Reading a deployment's lists takes a quarter of a catalogue's time, and no venv's list needs another venv's: each
/// venv is read whole by one of a few threads (docs/decisions/0083).
extension VenvBuilder {
  /// One variable as one role sees it.
  struct Reading: Sendable {
    /// The place in the order in which one thread would read.
    let order: Int
    let variable: String
    let field: VenvField
    let viewpoint: Viewpoint
    let venv: String
    let list: VenvNaming.List
  }

  /// What one thread has read.
  struct Share: Sendable {
    let venvs: [String: Venv]
    let diagnostics: [Diagnostic]
    let findingPlaces: [String: [Location]]
    let read: RequirementReader.Result
    let undecided: [Undecided]
  }

  /// Fewer readings than this are done by the time that a thread has started.
  private static let worthAThread = 64

  /// Reads by as many threads as are worth it; the same as by one.
  mutating func read(_ readings: [Reading], threads: Int? = nil) {
    let threads = threads ?? min(ParallelMap.processors, ParallelMap.threadLimit, readings.count / Self.worthAThread)
    let lists = Self.lists(of: readings, count: threads)
    guard lists.count > 1 else { return readInOrder(readings) }
    let start = self
    let shares = ParallelMap.map(lists, share: 1) { readings in
      var builder = start.fork()
      builder.readInOrder(readings)
      return builder.share
    }
    // Two venvs that hold an address under one key: which of them names the source is a matter of order.
    guard reader.canTake(shares.map(\.read)) else { return readInOrder(readings) }
    for share in shares { take(share) }
  }

  /// Whole venvs for each thread, about the same number of readings in each; which thread reads what decides nothing.
  private static func lists(of readings: [Reading], count: Int) -> [[Reading]] {
    guard count > 1 else { return [readings] }
    var sizes: [String: Int] = [:]
    for reading in readings { sizes[reading.venv, default: 0] += 1 }
    var loads = Array(repeating: 0, count: count)
    var owners: [String: Int] = [:]
    for (venv, size) in sizes.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      let least = loads.indices.min { loads[$0] < loads[$1] } ?? 0
      loads[least] += size
      owners[venv] = least
    }
    return loads.indices.map { index in readings.filter { owners[$0.venv] == index } }
  }
}
