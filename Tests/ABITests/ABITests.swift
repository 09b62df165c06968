import COSASources
import Foundation
import JSONText
import OSASourcesABI
import TestSupport
import Testing

@Suite struct ABITests {
  private typealias Function =
    @Sendable (
      UnsafePointer<CChar>?, UInt64, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, UnsafeMutablePointer<UInt64>?
    ) -> Int32

  private static let functions: [Function] = [
    osa_sources_catalogue, osa_sources_constraints, osa_sources_plan, osa_sources_parse,
  ]

  private static func call(_ function: Function, _ request: [CChar]?, length: UInt64? = nil) throws -> (
    Int32, JSONValue
  ) {
    var document: UnsafeMutablePointer<CChar>?
    var count: UInt64 = 0
    let status =
      request == nil
      ? function(nil, length ?? 0, &document, &count)
      : function(request, length ?? UInt64(request?.count ?? 0), &document, &count)
    defer { osa_sources_free(document) }
    let bytes = UnsafeRawBufferPointer(start: document, count: Int(count))
    #expect(document?[Int(count)] == 0)
    return (status, try JSONValue(parsing: [UInt8](bytes)))
  }

  @Test func versionsAgree() {
    #expect(osa_sources_abi_version() == OSA_SOURCES_ABI_VERSION)
    #expect(String(cString: osa_sources_version()).hasPrefix("0."))
  }

  @Test func whatIsNoRequestIsAnsweredWithAnError() throws {
    let deep = Array(String(repeating: "[", count: 1_000_000).utf8).map { CChar(bitPattern: $0) }
    for function in Self.functions {
      for (request, length) in [
        (nil, 0), (nil, 7), (nil, .max), ([], 0), ([0x7B], .max), ([0x7B], 64 << 20 + 1), ([-1, -2, 0], nil),
        (deep, nil),
      ] as [([CChar]?, UInt64?)] {
        let (status, document) = try Self.call(function, request, length: length)
        #expect(status == OSA_SOURCES_FAILED)
        #expect(document["error"]?["code"] == .string("OSA901"))
      }
    }
  }

  @Test func placesForTheAnswerMayBeMissing() {
    for function in Self.functions {
      var document: UnsafeMutablePointer<CChar>?
      var count: UInt64 = 0
      #expect(function("{}", 2, nil, &count) == OSA_SOURCES_UNUSABLE)
      #expect(function("{}", 2, &document, nil) == OSA_SOURCES_UNUSABLE)
      #expect(document == nil)
    }
    osa_sources_free(nil)
  }

  @Test func manyThreadsGetTheSameAnswer() throws {
    let folder = try TemporaryFolder(["group_vars/a_all/s.yml": "a_git_repo: x\na_git_install_branch: y\n"])
    let request = Array(#"{"paths": ["\#(folder.path)"]}"#.utf8).map { CChar(bitPattern: $0) }
    let expected = try Self.call(osa_sources_catalogue, request).1
    nonisolated(unsafe) var same = [Bool](repeating: false, count: 8)
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      let answers = (0..<200).map { _ in try? Self.call(osa_sources_catalogue, request).1 }
      let isSame = answers.allSatisfy { $0 == expected }
      DispatchQueue.global().sync(flags: .barrier) { same[index] = isSame }
    }
    #expect(same.allSatisfy { $0 })
  }
}
