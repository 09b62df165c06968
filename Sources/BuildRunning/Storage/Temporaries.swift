import Glibc

/// Names of what is not finished: `BASE~PID-RANDOM.tmp`, beside what it will be.
enum Temporaries {
  static func path(of base: String) -> String {
    "\(base)~\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
  }

  /// Removes all of `base`: to be called by who holds its lock, when their makers are gone.
  static func remove(of base: String) {
    guard let slash = base.lastIndex(of: "/") else { return }
    let (folder, prefix) = (String(base[..<slash]), base[base.index(after: slash)...] + "~")
    for name in Folder.names(in: folder) where name.hasPrefix(prefix) && name.hasSuffix(".tmp") {
      Folder.remove(folder + "/" + name)
    }
  }
}
