import Glibc
import Synchronization
import Testing

@testable import TextFiles

@Suite struct ParallelMapTests {
  @Test(arguments: [0, 1, 2, 15, 31, 32, 33, 1000])
  func `Every item is worked on once, and the results keep the items' order`(count: Int) {
    let calls = Counter()
    let results = ParallelMap.map(Array(0..<count), share: 1, threads: 4) { item in
      calls.add()
      return "item \(item)"
    }
    #expect(results == (0..<count).map { "item \($0)" })
    #expect(calls.value == count)
  }

  @Test func `Several threads take part`() {
    let calling = pthread_self()
    // Each side waits until the other has taken an item, or for five seconds.
    let (others, own) = (Counter(), Counter())
    let isElsewhere = ParallelMap.map(Array(0..<4), share: 1, threads: 2) { _ in
      if pthread_self() != calling {
        others.add()
        for _ in 0..<5000 where own.value == 0 { usleep(1000) }
        return true
      }
      own.add()
      for _ in 0..<5000 where others.value == 0 { usleep(1000) }
      return false
    }
    #expect(isElsewhere.contains(true))
    #expect(isElsewhere.contains(false))
  }

  @Test func `A list that does not pay for a thread stays on the caller's`() {
    let calling = pthread_self()
    let isHere = ParallelMap.map(Array(0..<31), share: 16, threads: 4) { _ in pthread_self() == calling }
    #expect(isHere.allSatisfy { $0 })
  }

  @Test func `Results are released with the list that holds them`() {
    let living = Counter()
    var results = ParallelMap.map(Array(0..<200), share: 1, threads: 4) { _ in Tracked(living) }
    #expect(living.value == 200)
    results.removeAll()
    #expect(living.value == 0)
  }

  @Test func `A helper takes no signal, and the caller's own mask stays`() {
    var before = sigset_t()
    pthread_sigmask(SIG_SETMASK, nil, &before)
    let calling = pthread_self()
    let blocks = ParallelMap.map(Array(0..<8), share: 1, threads: 3) { _ -> Bool? in
      guard pthread_self() != calling else {
        usleep(2000)
        return nil
      }
      var mask = sigset_t()
      pthread_sigmask(SIG_SETMASK, nil, &mask)
      return sigismember(&mask, SIGINT) == 1
    }
    #expect(blocks.compactMap { $0 }.allSatisfy { $0 })
    var after = sigset_t()
    pthread_sigmask(SIG_SETMASK, nil, &after)
    #expect(sigismember(&before, SIGINT) == sigismember(&after, SIGINT))
  }

  private final class Counter: Sendable {
    private let count = Atomic<Int>(0)
    var value: Int { count.load(ordering: .sequentiallyConsistent) }
    func add(_ number: Int = 1) { count.wrappingAdd(number, ordering: .sequentiallyConsistent) }
  }

  private final class Tracked: Sendable {
    private let living: Counter
    init(_ living: Counter) {
      self.living = living
      living.add()
    }
    deinit { living.add(-1) }
  }
}
