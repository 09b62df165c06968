/// What happens while sources are fetched, for whoever shows it.
package enum FetchEvent: Sendable {
  case started(String)
  /// The last line of progress that git printed: `Receiving objects:  43% (430/1000)`.
  case progress(String, String)
  case attemptFailed(String, FetchFailure, willRetry: Bool)
  case ended(FetchResult)
}
