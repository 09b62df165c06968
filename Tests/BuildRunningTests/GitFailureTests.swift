import Testing

@testable import BuildRunning

@Suite struct GitFailureTests {
  static func read(_ errors: String, end: ChildProcess.End = .exited(128)) -> FetchFailure {
    let outcome = ChildProcess.Outcome(end: end, output: [], errors: Array(errors.utf8), isTruncated: false)
    return GitFailure(outcome, options: FetchOptions(git: "/usr/bin/git"), redactor: Redactor(["s3cret-word"])).failure
  }

  @Test(arguments: [
    "fatal: unable to access 'https://h/a/': Could not resolve host: h",
    "fatal: unable to access 'https://h/a/': Failed to connect to h port 443: Connection refused",
    "error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF",
    "fatal: the remote end hung up unexpectedly",
    "fatal: fetch-pack: unexpected disconnect while reading sideband packet",
    "fatal: unable to connect to h:\nh[0: 127.0.0.1]: errno=Connection refused",
    "fatal: expected flush after ref listing",
    "fatal: unable to access 'https://h/a/': The requested URL returned error: 503",
  ])
  func triesAgain(errors: String) {
    #expect(Self.read(errors).isTransient)
  }

  @Test(arguments: [
    ("fatal: transport 'file' not allowed", FetchFailure.Kind.failed),
    ("fatal: remote error: access denied or repository not exported: /x", .failed),
    ("fatal: unable to access 'https://h/': server certificate verification failed. CAfile: none", .failed),
    ("fatal: could not read Username for 'https://h': terminal prompts disabled", .authentication),
    ("git@h: Permission denied (publickey).\nfatal: Could not read from remote repository.", .authentication),
    ("error: Server does not allow request for unadvertised object 12", .unadvertised),
    ("fatal: dumb http transport does not support shallow capabilities", .unadvertised),
    ("fatal: write error: No space left on device", .storage), ("error: missing necessary objects", .failed),
  ])
  func givesUp(errors: String, kind: FetchFailure.Kind) {
    let failure = Self.read(errors)
    #expect(!failure.isTransient)
    #expect(failure.kind == kind)
  }

  @Test func readsStatusAndWaitFromTheTrace() {
    let trace = "19:30:01.1 http.c:843              <= Recv header: "
    let failure = Self.read(
      "\(trace)HTTP/1.1 429 Too Many Requests\n\(trace)Retry-After: 7\nfatal: unable to access 'https://h/': error: 429"
    )
    #expect(failure.isTransient)
    #expect(failure.retryAfter == 7)
    #expect(failure.message == "unable to access 'https://h/': error: 429")
    #expect(!Self.read("\(trace)HTTP/1.1 404 Not Found\nfatal: repository 'https://h/' not found").isTransient)
    #expect(Self.read("\(trace)HTTP/2 503\nfatal: unable to access").isTransient)
    #expect(Self.read("\(trace)HTTP/2 403\nfatal: unable to access").kind == .authentication)
  }

  @Test(arguments: [
    ("ssh: connect to host h port 22: Connection refused", true),
    ("kex_exchange_identification: Connection closed", false),
    ("ssh: Could not resolve hostname h: Name or service not known", true),
    ("@@@@@@\n@    WARNING: IT HAS CHANGED!   @\nHost key verification failed.", false),
    ("ERROR: Repository not found.", false),
    ("Warning: Permanently added 'h' (ED25519) to the list.\ngit@h: Permission denied (publickey).", false),
  ])
  func tellsWhatSSHSaid(errors: String, isTransient: Bool) {
    let failure = Self.read(
      errors + "\n\nremote: \nfatal: Could not read from remote repository.\n\nPlease make sure you have the rights\n")
    #expect(failure.message == errors.split(separator: "\n").last.map(String.init))
    if isTransient { #expect(failure.isTransient) }
    #expect(
      Self.read("fatal: Could not read from remote repository.").message == "Could not read from remote repository.")
  }

  @Test func tellsHowItEnded() {
    #expect(Self.read("", end: .timedOut).kind == .timedOut)
    #expect(Self.read("", end: .stalled).message == "the server said nothing for 60 s")
    #expect(Self.read("", end: .couldNotStart(2)).kind == .storage)
    #expect(Self.read("").message == "git failed and did not say why")
  }

  @Test func printsNoSecret() {
    let failure = Self.read("fatal: unable to access 'https://user:s3cret-word@h/a': refused s3cret-word")
    #expect(!failure.message.contains("s3cret"))
    #expect(Base64.encode(Array("user:pass".utf8)) == "dXNlcjpwYXNz")
    #expect(Base64.encode(Array("ab".utf8)) == "YWI=" && Base64.encode([]) == "")
  }
}
