import Diagnostics

/// Addresses whose content anybody on the way can change, and git's transport helpers, which run programs.
enum UnsafeTransport: Check {
  static let codes: [DiagnosticCode] = [.unsafeTransport]

  private static let plain: Set<String> = [
    "git", "http", "ftp", "rsync", "git+http", "git+git", "hg+http", "svn+http", "bzr+http",
  ]

  static func findings(in context: CheckContext) -> [Diagnostic] {
    let blame = Blame(reading: context.reading)
    return context.addresses.compactMap { address in
      if let helper = URLParts.helper(of: address.url.value) {
        return .transportHelper(address.owner, helper, at: address.url.origin.location)
      }
      guard !address.isVerified, isUnsafe(address.url.value), let scheme = URLParts.scheme(of: address.url.value) else {
        return nil
      }
      return .unsafeTransport(address.owner, scheme, at: blame.place(of: address.url.origin, matching: isUnsafe))
    }
  }

  /// Plain transports, except to the machine itself.
  static func isUnsafe(_ text: String) -> Bool {
    guard let scheme = URLParts.scheme(of: text), plain.contains(scheme), let authority = URLParts.authority(of: text)
    else { return false }
    let host = authority.split(separator: "@").last ?? ""
    return !["localhost", "127.0.0.1", "[::1]"].contains { host == $0 || host.hasPrefix($0 + ":") }
  }
}
