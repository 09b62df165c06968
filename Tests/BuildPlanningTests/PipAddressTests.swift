import Diagnostics
import Testing

@testable import BuildPlanning

/// Addresses that pip is given: mirrored like those of sources, and none of a server where there is no network.
@Suite struct PipAddressTests {
  private func text(_ members: String = "") -> String {
    """
    layers:
      pins: {lines: ['c @ https://a.example/c.zip', 'setuptools @ https://a.example/s.zip']}
      upper: {url: 'https://a.example/upper.txt?sig=x'}
    sources:
      nova: {git: 'https://a.example/nova', commit: \(commit)}
    venvs:
      nova: {install: [nova, 'x @ https://a.example/x.zip', c]\(members)}

    """
  }

  private let options = ", pip_arguments: '-c https://a.example/own.txt --index-url https://a.example/simple'"

  @Test func everyAddressIsRewrittenAndNoDigestChanges() throws {
    let (plain, made) = (
      try plan(text(options)) { $0.allWheels = true },
      try plan(text(options)) {
        $0.allWheels = true
        $0.rewrites = ["https://a.example=https://m.example/a"].compactMap(AddressRewrite.init)
      }
    )
    #expect(plain.fetch.map(\.digest) == made.fetch.map(\.digest))
    #expect(plain.wheels.map(\.digest) == made.wheels.map(\.digest))
    #expect(plain.venvs.map(\.digest) == made.venvs.map(\.digest))
    let (venv, wheel) = (try #require(made.venvs.first), try #require(made.wheels.last))
    var texts = venv.arguments + venv.pipArguments + venv.constraints.lines + venv.constraints.unread.map(\.argument)
    texts += venv.buildConstraints + venv.requirements.map(\.argument)
    texts += wheel.arguments + wheel.requirements + wheel.constraints.lines + wheel.buildConstraints
    texts += made.diagnostics.map(\.message)
    let addresses = texts.filter { $0.contains("example") }
    #expect(
      addresses.count >= 14 && addresses.allSatisfy { $0.contains("m.example/a/") && !$0.contains("//a.example") })
    #expect(venv.arguments.contains("https://m.example/a/upper.txt?sig=x"))
  }

  @Test func withoutANetworkPipIsGivenNoConstraintsOfAServer() throws {
    let made = try plan(text(options)) { $0.isOffline = true }
    let venv = try #require(made.venvs.first)
    #expect(
      venv.arguments == [
        "install", "--index-url", "https://a.example/simple", "--build-constraint", "build-constraints.txt",
        "--find-links", "wheels", "--no-index", "--constraint", "constraints.txt", "nova",
        "x @ https://a.example/x.zip", "c",
      ])
    #expect(venv.constraints.unread.isEmpty)
    let found = made.diagnostics.filter { $0.code == .unreadLayer }
    #expect(found.count == 2 && found.allSatisfy { $0.severity == .warning && !$0.message.contains("sig=x") })
  }

  @Test(arguments: ["--constraint https://h/c", "--constraint=https://h/c", "-chttps://h/c", "-c https://h/c"])
  func everySpellingOfTheOption(words: String) throws {
    let made = try plan(text(", pip_arguments: '--pre \(words) --constraint own.txt --cert /c.pem'")) {
      $0.isOffline = true
    }
    #expect(made.venvs.first?.pipArguments == ["--pre", "--constraint", "own.txt", "--cert", "/c.pem"])
  }

  /// What is on this machine needs no network.
  @Test func constraintsThatAreRewrittenToAFolderStay() throws {
    let made = try plan(text()) {
      $0.isOffline = true
      $0.rewrites = ["https://a.example=/srv/m"].compactMap(AddressRewrite.init)
    }
    #expect(made.venvs.first?.constraints.unread.map(\.argument) == ["file:///srv/m/upper.txt?sig=x"])
    #expect(made.diagnostics.filter { $0.code == .unreadLayer }.map(\.severity) == [.note])
  }
}
