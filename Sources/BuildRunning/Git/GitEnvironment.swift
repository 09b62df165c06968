import Glibc

/// The whole environment of a git that obeys nobody but its command line: no configuration, hook, template, filter or
/// submodule from outside, no question, no protocol that was not allowed.
struct GitEnvironment: Sendable {
  /// Of this process; all else, every `GIT_*` first of all, stays behind.
  private static let inherited = [
    "PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SSH_AUTH_SOCK", "http_proxy", "https_proxy", "HTTPS_PROXY",
    "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY",
  ]

  private let base: [String: String]
  private let settings: [(String, String)]

  /// `mark`: see `ProcessSweep`.
  init(options: FetchOptions, mark: String) {
    var base: [String: String] = [:]
    for name in Self.inherited { if let value = getenv(name) { base[name] = String(cString: value) } }
    if base["PATH"] == nil { base["PATH"] = "/usr/local/bin:/usr/bin:/bin" }
    base["LC_ALL"] = "C"
    base["GIT_CONFIG_NOSYSTEM"] = "1"
    base["GIT_CONFIG_GLOBAL"] = "/dev/null"
    base["GIT_ATTR_NOSYSTEM"] = "1"
    base["GIT_TERMINAL_PROMPT"] = "0"
    base["GIT_ALLOW_PROTOCOL"] = options.protocols.map(\.rawValue).sorted().joined(separator: ":")
    base["GIT_PROTOCOL_FROM_USER"] = "0"
    base["GIT_LFS_SKIP_SMUDGE"] = "1"
    base["GIT_NO_LAZY_FETCH"] = "1"
    base["GIT_OPTIONAL_LOCKS"] = "0"
    base["GIT_SSH_COMMAND"] = "ssh -oBatchMode=yes -oConnectTimeout=30 -oControlMaster=no"
    base["GIT_SSH_VARIANT"] = "ssh"
    base[ProcessSweep.variable] = mark
    self.base = base
    settings = Self.settings + (options.authorities.map { [("http.sslCAInfo", $0)] } ?? [])
  }

  private static let settings: [(String, String)] =
    [
      ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"), ("core.attributesFile", "/dev/null"),
      ("core.excludesFile", "/dev/null"), ("core.autocrlf", "false"), ("core.protectHFS", "true"),
      ("core.protectNTFS", "true"), ("credential.helper", ""), ("submodule.recurse", "false"),
      ("fetch.recurseSubmodules", "false"), ("fetch.unpackLimit", "1"), ("fetch.fsckObjects", "true"),
      ("gc.auto", "0"), ("maintenance.auto", "false"), ("protocol.version", "2"), ("pack.threads", "1"),
      ("advice.detachedHead", "false"), ("transfer.bundleURI", "false"), ("log.showSignature", "false"),
      ("http.followRedirects", "initial"), ("safe.bareRepository", "explicit"),
      // What is kept is flushed as a whole before it gets its name; what is not need not be.
      ("core.fsync", "none"),
    ]
    // What old histories of real projects hold and does no harm.
    + [
      "badTimezone", "badDate", "badDateOverflow", "missingSpaceBeforeDate", "missingSpaceBeforeEmail", "missingEmail",
      "badEmail", "missingNameBeforeEmail", "badName", "zeroPaddedDate", "zeroPaddedFilemode", "missingTaggerEntry",
      "multipleAuthors", "nulInCommit",
    ].map { ("fetch.fsck.\($0)", "ignore") }

  /// What is not git's own.
  var plain: [String: String] { base.filter { !$0.key.hasPrefix("GIT_") } }

  /// For one command; `repository` is its GIT_DIR. A credential is answered for `address` alone.
  func variables(repository: String?, address: GitAddress?) -> [String: String] {
    var variables = base
    var all = settings
    if let repository { variables["GIT_DIR"] = repository }
    if let address, let credential = address.credential {
      variables["OSA_SOURCES_USER"] = credential.user
      variables["OSA_SOURCES_PASSWORD"] = credential.password
      all.append(("credential.\(address.origin).helper", Self.helper))
    }
    if let address, address.scheme == .http || address.scheme == .https {
      variables["GIT_TRACE_CURL"] = "2"
      variables["GIT_TRACE_CURL_NO_DATA"] = "1"
    }
    variables["GIT_CONFIG_COUNT"] = String(all.count)
    for (index, (key, value)) in all.enumerated() {
      variables["GIT_CONFIG_KEY_\(index)"] = key
      variables["GIT_CONFIG_VALUE_\(index)"] = value
    }
    return variables
  }

  /// Reads the credential from its own environment; the words here are the same for everybody.
  private static let helper = """
    !f() { test "$1" = get && printf 'username=%s\\npassword=%s\\n' "$OSA_SOURCES_USER" "$OSA_SOURCES_PASSWORD"; }; f
    """

  /// What a proxy's address holds before its host.
  var secrets: [String] {
    base.filter { $0.key.lowercased().hasSuffix("_proxy") }.values.flatMap { value -> [String] in
      guard let at = value.lastIndex(of: "@") else { return [] }
      let start = value.firstRange(of: "://")?.upperBound ?? value.startIndex
      guard start < at else { return [] }
      return value[start..<at].split(separator: ":").map(String.init)
    }
  }
}
