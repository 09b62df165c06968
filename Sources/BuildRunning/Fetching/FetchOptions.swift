/// How sources are obtained.
package struct FetchOptions: Sendable {
  /// How much of a project's past comes along.
  package enum History: String, Sendable, CaseIterable {
    /// As much as its version needs: to the last tag that is a version.
    case version
    /// The commit alone; its version stays unknown.
    case commit
    case full
  }

  /// Folder of the shared cache; nil for none.
  package var cache: String?
  /// Folder that gets one folder per source; nil to fill only the cache.
  package var destination: String?
  /// Sources that are obtained at once.
  package var jobs = 16
  /// Seconds for one source, with all its addresses and tries.
  package var timeout = 1800.0
  /// Seconds of silence after which a server is given up.
  package var stall = 60.0
  /// Further rounds over the addresses after a transient failure.
  package var retries = 5
  /// Seconds that the first wait lasts at most; each further one twice as long.
  package var firstWait = 1.0
  /// Nothing is asked of any server.
  package var isOffline = false
  package var allowsMovedTags = false
  package var history = History.version
  package var protocols: Set<GitAddress.Scheme> = [.https, .ssh]
  /// File of certificate authorities for https; nil for the system's.
  package var authorities: String?
  /// Paths of what downloads and unpacks tarballs.
  package var curl = "/usr/bin/curl"
  package var tar = "/usr/bin/tar"
  /// Path of git.
  package var git: String

  package init(git: String) {
    self.git = git
  }
}
