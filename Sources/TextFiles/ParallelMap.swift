import Glibc
import Synchronization

/// Independent work on the items of a list, by a few threads at once.
///
/// Reading and parsing a deployment's files is half of a catalogue's time, and no file needs another. Plain threads that
/// end before the call does: nothing stays behind in the process that loaded the library, which may fork.
package enum ParallelMap {
  /// More threads than this gain nothing: what follows the reading is done by one.
  package static let threadLimit = 4

  /// The results in the order of the items. The calling thread works too, so that where the system gives no further
  /// thread, or there are too few items to pay for one, everything is still done.
  ///
  /// - Parameter share: How many items pay for a thread; starting one takes as long as reading about four small files.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], share: Int = 16, threads: Int? = nil, _ work: @escaping @Sendable (Item) -> Result
  ) -> [Result] {
    let wanted = min(threads ?? min(processors, threadLimit), items.count / max(share, 1))
    guard wanted > 1 else { return items.map(work) }
    return [Result](unsafeUninitializedCapacity: items.count) { results, count in
      guard let base = results.baseAddress else { return }
      let queue = Queue(count: items.count) { index in (base + index).initialize(to: work(items[index])) }
      let helpers = (1..<wanted).compactMap { _ in start(queue) }
      queue.run()
      for helper in helpers { pthread_join(helper, nil) }
      count = items.count
    }
  }

  /// How many processors are at work.
  package static var processors: Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

  /// The items that nobody has taken yet. Each index is given out once, so that no two threads write one place.
  private final class Queue: @unchecked Sendable {
    private let next = Atomic<Int>(0)
    private let count: Int
    private let work: (Int) -> Void

    init(count: Int, work: @escaping (Int) -> Void) {
      self.count = count
      self.work = work
    }

    func run() {
      while true {
        let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        work(index)
      }
    }
  }

  /// A thread that takes no signal: those are for the threads of the program around us.
  private static func start(_ queue: Queue) -> pthread_t? {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    let argument = Unmanaged.passRetained(queue)
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<Queue>.fromOpaque(argument).takeRetainedValue().run() }
        return nil
      }, argument.toOpaque())
    guard status == 0 else {
      argument.release()
      return nil
    }
    return thread
  }
}
