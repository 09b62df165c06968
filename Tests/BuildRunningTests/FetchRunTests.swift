import Foundation
import JSONText
import Reporting
import SourceCatalogue
import Synchronization
import TestSupport
import Testing

@testable import BuildPlanning
@testable import BuildRunning

/// Real git on folders of this machine; servers and their faults are in Tests/FetchTests.
@Suite struct FetchRunTests {
  /// A repository of three commits, the second of them tagged 1.0.0.
  static func upstream(_ folder: TemporaryFolder) throws -> (path: String, head: String) {
    let path = folder.path + "/upstream"
    let environment = ["GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"]
    let script = """
      git init -q -b master --template= \(path) && cd \(path)
      for n in 1 2 3; do
        echo $n > file && git add file && git -c user.name=a -c user.email=a@b commit -qm "c$n"
        [ $n != 2 ] || git tag 1.0.0
      done
      git rev-parse HEAD
      """
    let done = try Program("/bin/sh", ["-ec", script], environment: environment)
    return (path, done.output.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  static func options(_ folder: TemporaryFolder) -> FetchOptions {
    var options = FetchOptions(git: "/usr/bin/git")
    options.destination = folder.path + "/out"
    options.protocols.insert(.file)
    options.retries = 0
    return options
  }

  @Test func resultsComeInOrderAndFailuresStayAlone() throws {
    let folder = try TemporaryFolder()
    let (path, head) = try Self.upstream(folder)
    let names = Mutex<[String]>([])
    let run = FetchRun(Self.options(folder)) { event in
      if case .ended(let result) = event { names.withLock { $0.append(result.request.name) } }
    }
    let results = run.run([
      FetchRequest(name: "b", addresses: [path], reference: Reference(.commit, head)),
      FetchRequest(name: "gone", addresses: [path + "x"], reference: Reference(.branch, "master")),
      FetchRequest(name: "a", addresses: [path], reference: Reference(.tag, "1.0.0")),
      FetchRequest(name: "A", addresses: [path], reference: Reference(.tag, "1.0.0")),
      FetchRequest(name: "none", addresses: [], reference: Reference(.tag, "1.0.0")),
    ])
    #expect(results.map(\.request.name) == ["b", "gone", "a", "A", "none"])
    #expect(results.map(\.status) == [.fetched, .failed, .fetched, .failed, .failed])
    #expect(results.map { $0.failure?.kind } == [nil, .failed, nil, .refused, .refused])
    #expect(results[0].version?.text == "1.0.1.dev1+g\(head.prefix(12))")
    #expect(names.withLock { $0.sorted() } == ["A", "a", "b", "gone", "none"])
    #expect(FetchRun(Self.options(folder)).run([]).isEmpty)
  }

  @Test func documentHoldsEachResult() throws {
    let folder = try TemporaryFolder()
    let (path, head) = try Self.upstream(folder)
    let results = FetchRun(Self.options(folder)).run([
      FetchRequest(name: "a", addresses: [path], reference: Reference(.commit, head)),
      FetchRequest(name: "bad", addresses: ["-x"], reference: Reference(.commit, head)),
    ])
    var writer = JSONWriter(pretty: false)
    FetchDocument(results, diagnostics: results.flatMap(\.diagnostics)).write(to: &writer)
    let document = try JSONValue(parsing: writer.bytes)
    #expect(document["sources"]?["a"]?["commit"] == .string(head))
    #expect(document["sources"]?["a"]?["distance"] == .number("1"))
    #expect(document["sources"]?["bad"]?["failure"]?["kind"] == .string("refused"))
    let text = FetchText(style: Style(isOn: false)).render(results)
    #expect(text.hasSuffix("bad  failed   -             -\n1 fetched, 1 failed\n"))
    #expect(FetchText(style: Style(isOn: false)).render([]) == "nothing to fetch\n")
  }

  @Test func progressIsALinePerSourceOrOneThatIsWrittenOver() throws {
    let folder = try TemporaryFolder()
    var result = FetchResult(FetchRequest(name: "nova", addresses: [], reference: Reference(.branch, "x")))
    result.failure = FetchFailure(.failed, "no")
    func shown(_ mode: FetchProgress.Mode) throws -> String {
      let file = folder.path + "/" + mode.rawValue
      let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
      defer { close(descriptor) }
      let progress = FetchProgress(mode, total: 2, descriptor: descriptor)
      progress?.show(.started("nova"))
      progress?.show(.progress("nova", "Receiving objects:  43% (4/10)"))
      progress?.show(.attemptFailed("nova", FetchFailure(.failed, "bad\u{1B}[2J"), willRetry: true))
      progress?.show(.ended(result))
      progress?.finish()
      return try String(contentsOfFile: file, encoding: .utf8)
    }
    #expect(try shown(.plain) == "nova: bad\\u{1b}[2J; trying again\n[1/2] nova failed (0.0 s)\n")
    #expect(try shown(.auto) == shown(.plain))
    #expect(try shown(.bar).hasPrefix("\r\u{1B}[K[0/2] nova"))
    #expect(try shown(.bar).hasSuffix("\r\u{1B}[K"))
    #expect(FetchProgress(.none, total: 1) == nil)
  }

  @Test func everyFailureHasItsCodeAndTheRemarksAreWarnings() {
    var result = FetchResult(FetchRequest(name: "nova", addresses: [], reference: Reference(.tag, "1.0")))
    let kinds = FetchFailure.Kind.allCases.filter { $0 != .unplannable }
    let codes = kinds.map { kind in
      result.failure = FetchFailure(kind, "why")
      return result.diagnostics[0]
    }
    #expect(codes.allSatisfy { $0.severity == .error && $0.message.contains("why") })
    #expect(Set(codes.map(\.code)).count == kinds.count - 1)
    result.failure = FetchFailure(.unplannable, "found before")
    #expect(result.diagnostics.isEmpty)
    result.failure = nil
    result.remarks = [.otherType(as: .branch, is: .tag), .ambiguous(taken: .tag), .movedTag(from: "a"), .noVersion]
    #expect(result.diagnostics.allSatisfy { $0.severity == .warning })
    #expect(Set(result.diagnostics.map(\.code)).count == 4)
  }

  @Test func requestsAreMadeOfWhatAServerGives() {
    func step(_ name: String, _ content: FetchStep.Content) -> FetchStep {
      FetchStep(
        name: name, content: content, commit: nil, subdirectory: nil, patches: [], purposes: [], origin: nil, digest: ""
      )
    }
    let requests = FetchRequest.requests([
      step("git", .git(addresses: ["u"], reference: Reference(.branch, "b"))), step("path", .path("/p")),
      step("one", .archive(addresses: ["a"], sha256: "1", architecture: "x86_64")),
      step("two", .archive(addresses: ["a"], sha256: "1", architecture: "x86_64")),
      step("two", .archive(addresses: ["b"], sha256: "2", architecture: "aarch64")),
    ]).map(\.request)
    #expect(requests.map(\.name) == ["git", "one", "two-x86_64", "two-aarch64"])
    #expect(requests.map { $0.reference?.value } == ["b", nil, nil, nil])
  }
}
