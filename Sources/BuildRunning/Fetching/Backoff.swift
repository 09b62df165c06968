/// Waits between tries: exponential with full jitter, so that many who failed together do not come back together.
package struct Backoff: Sendable {
  /// Seconds.
  package let first: Double
  package let longest: Double

  package init(first: Double, longest: Double = 30) {
    self.first = first
    self.longest = longest
  }

  /// The bound after `failures` failed rounds, counted from 1: `first`, twice that, four times...
  package func bound(after failures: Int) -> Double {
    var bound = first
    for _ in 1..<max(1, min(failures, 32)) { bound = min(bound * 2, longest) }
    return min(bound, longest)
  }

  /// A wait between nothing and the bound, but never shorter than the server asked for.
  package func wait(after failures: Int, retryAfter: Double?, using random: inout some RandomNumberGenerator) -> Double
  {
    max(Double.random(in: 0...max(bound(after: failures), 0), using: &random), retryAfter ?? 0)
  }
}
