import Foundation
import SourceCatalogue
import TestSupport
import Testing

@testable import BuildRunning

/// Random values, put together from what matters to git, beside what git itself says of them.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/git"), "no git at /usr/bin/git"))
struct RealGitTests {
  static let git = "/usr/bin/git"

  private struct Words {
    private var state: UInt64
    private let pieces: [String]

    init(seed: UInt64, _ pieces: [String]) { (state, self.pieces) = (seed, pieces) }

    /// SplitMix64.
    private mutating func number(below bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((value ^ (value >> 31)) % UInt64(bound))
    }

    mutating func word() -> String { (0...number(below: 5)).map { _ in pieces[number(below: pieces.count)] }.joined() }
  }

  private func run(_ arguments: [String], _ more: [String: String] = [:], input: String = "") -> ChildProcess.Outcome {
    var environment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"]
    environment.merge(more) { $1 }
    environment["GIT_CONFIG_NOSYSTEM"] = "1"
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    var child = ChildProcess(Self.git, arguments, environment: environment, deadline: .now.adding(seconds: 30))
    child.input = Array(input.utf8)
    return child.run()
  }

  @Test func whatIsTakenForAReferenceIsOneToGit() {
    var words = Words(
      seed: 1,
      [
        "a", "B", "1", "-", ".", "..", "/", "//", "~", "^", ":", "?", "*", "[", "]", "\\", "@", "@{", "}", ".lock", " ",
        "\t", "refs/", "refs/heads/", "HEAD", "{", "+", "=", "#", "%", "$", "'", "\"", "é", "\u{7F}", "\u{1}", "stable",
      ])
    var (taken, refused, stricter) = (0, 0, 0)
    for _ in 0..<600 {
      let name = words.word()
      let isGits = run(["check-ref-format", "refs/tags/" + name]).end == .exited(0)
      if let mine = try? GitReferenceName(Reference(.tag, name)) {
        let kept = mine.name
        #expect(run(["check-ref-format", "refs/tags/" + kept]).end == .exited(0), "\(name.debugDescription)")
        taken += 1
      } else if isGits {
        // Stricter on purpose: what could be an option, a template, or is not ASCII.
        let isStricter =
          name.split(separator: "/").contains { $0.hasPrefix("-") } || name.contains("{{")
          || !name.utf8.allSatisfy { $0 < 0x80 }
        #expect(isStricter || name == "@", "\(name.debugDescription)")
        stricter += 1
      } else {
        refused += 1
      }
    }
    #expect(taken > 50 && refused > 100 && stricter > 5)
  }

  private static let addressPieces = [
    "https://", "http://", "ssh://", "git@", "u:p@", "user@", "@", ":", "/", "//", "host", "h.example", "[::1]",
    ":8080",
    "/a", "/a/b.git", "~", "..", "-", "-oX", "%2F", "%40", "%0a", "?", "#", "\\", ".", "1",
  ]

  /// What git hands a credential helper for an address is what was read out of it.
  @Test func gitSeesTheSameHostAndUser() throws {
    var words = Words(seed: 2, Self.addressPieces)
    var compared = 0
    for _ in 0..<3000 where compared < 120 {
      let text = "http" + (words.word().count % 2 == 0 ? "s" : "") + "://" + words.word()
      guard let address = try? GitAddress(text) else { continue }
      let said = run(
        ["-c", "credential.helper=!cat >&2; false", "-c", "credential.useHttpPath=true", "credential", "fill"],
        input: "url=\(text)\n\n")
      // With a password nobody is asked: git prints what it read.
      let lines = String(decoding: said.output + said.errors, as: UTF8.self).split(separator: "\n").map(String.init)
      let port = address.port.map { ":" + $0 } ?? ""
      // An empty port is none.
      let host = "host=" + address.host + port
      #expect(lines.contains { $0.lowercased() == host || $0.lowercased() == host + ":" }, "\(text): \(lines)")
      #expect(lines.contains("protocol=" + address.scheme.rawValue), "\(text)")
      let user = lines.first { $0.hasPrefix("username=") }.map { String($0.dropFirst(9)) }
      #expect((user ?? "") == address.credential?.user ?? "", "\(text): \(lines)")
      compared += 1
    }
    #expect(compared >= 100)
  }

  /// What ssh is started with. A script that another test's child still has open for writing cannot be: once more then.
  private func sshWords(_ argument: String, _ stub: String) throws -> [String] {
    for _ in 0..<20 {
      _ = run(["ls-remote", "--", argument], ["GIT_SSH_COMMAND": stub, "GIT_SSH_VARIANT": "ssh"])
      guard let log = try? String(contentsOfFile: stub + ".log", encoding: .utf8) else { continue }
      try FileManager.default.removeItem(atPath: stub + ".log")
      return log.split(separator: "\n").map(String.init)
    }
    return []
  }

  /// The host that ssh is started for, and the path that it is asked for, are those that were read.
  @Test func sshIsAskedForTheSameHostAndPath() throws {
    let folder = try TemporaryFolder([
      "ssh": "#!/bin/sh\nfor word in \"$@\"; do printf '%s\\n' \"$word\"; done >\"$0.log\"\n"
    ])
    let stub = folder.path + "/ssh"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: stub)
    var words = Words(seed: 3, Self.addressPieces)
    var compared = 0
    for round in 0..<4000 where compared < 80 {
      let word = words.word()
      let text = round % 2 == 0 ? "ssh://" + word : "git@" + word
      guard let address = try? GitAddress(text), address.scheme == .ssh else { continue }
      let asked = try sshWords(address.argument, stub)
      let place = (address.user.map { $0 + "@" } ?? "") + address.host
      let host = place.replacing("[", with: "").replacing("]", with: "")
      #expect(asked.contains(host) || asked.contains(place), "\(text): \(asked)")
      // Only `-o`, `-p` and their values of git's own stand before the host.
      let before = asked.prefix { $0 != host && $0 != place }
      #expect(before.allSatisfy { ["-o", "SendEnv=GIT_PROTOCOL", "-p", address.port ?? "", "-4", "-6"].contains($0) })
      #expect(asked.last?.hasPrefix("git-upload-pack '") == true, "\(text): \(asked)")
      compared += 1
    }
    #expect(compared >= 60)
  }
}
