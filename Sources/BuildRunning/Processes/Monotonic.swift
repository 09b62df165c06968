import Glibc

/// Time that only goes forward, in nanoseconds: limits hold although somebody sets the clock.
package struct Monotonic: Comparable, Sendable {
  package let nanoseconds: Int64

  package static var now: Monotonic {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Monotonic(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec))
  }

  package static func < (a: Monotonic, b: Monotonic) -> Bool { a.nanoseconds < b.nanoseconds }

  /// Saturates: a limit of years is as good as none.
  package func adding(seconds: Double) -> Monotonic {
    let added = min(max(seconds, 0), 1e9) * 1e9
    return Monotonic(nanoseconds: nanoseconds &+ Int64(added))
  }

  /// Seconds from `start` to here; negative where `start` lies ahead.
  package func seconds(since start: Monotonic) -> Double {
    Double(nanoseconds &- start.nanoseconds) / 1e9
  }

  /// Sleeps; a signal does not shorten it by more than one slice.
  package static func sleep(seconds: Double) {
    guard seconds > 0 else { return }
    usleep(UInt32(min(seconds, 1000) * 1e6))
  }
}
