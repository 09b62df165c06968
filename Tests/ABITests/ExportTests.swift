import Foundation
import TestSupport
import Testing

/// The release build of the library against the header, in both directions. `make test` builds it first.
@Suite(.enabled(if: Library.path != nil, "no release build: run `make setup`"))
struct ExportTests {
  @Test func exportsAreTheHeadersFunctions() throws {
    let header = try String(
      contentsOf: Vectors.root.appendingPathComponent("Sources/COSASources/include/osa_sources.h"), encoding: .utf8)
    let declared = Set(
      header.matches(of: /\b(osa_sources_[a-z_]+)\(const|\b(osa_sources_[a-z_]+)\(void\)|\b(osa_sources_free)\(char/)
        .map {
          String($0.1 ?? $0.2 ?? $0.3 ?? "")
        })
    let listed = try Program("/usr/bin/env", ["nm", "-D", "--defined-only", try #require(Library.path)]).output
    let exported = Set(listed.split(separator: "\n").compactMap { $0.split(separator: " ").last.map(String.init) })
    #expect(declared.count == 7)
    #expect(exported == declared)
  }

  @Test func nothingButTheSystemsLibrariesIsNeeded() throws {
    let needed = try Program("/usr/bin/env", ["objdump", "-p", try #require(Library.path)]).output
    let names = needed.split(separator: "\n").filter { $0.contains("NEEDED") }.compactMap {
      $0.split(separator: " ").last
    }
    #expect(!names.isEmpty)
    #expect(
      names.allSatisfy {
        ["libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"]
          .contains(String($0))
      })
    #expect(!needed.contains("RUNPATH"))
  }

  @Test func aCProgramUsesTheHeader() throws {
    let folder = try TemporaryFolder([
      "main.c": """
      #include <osa_sources.h>
      #include <stdio.h>
      #include <string.h>
      #include <sys/wait.h>
      #include <unistd.h>
      static int ask(void) {
        const char *request = "{\\"paths\\": []}";
        char *document = 0; uint64_t length = 0;
        int status = osa_sources_catalogue(request, strlen(request), &document, &length);
        int fine = status == OSA_SOURCES_OK && length == strlen(document) && document[0] == '{';
        osa_sources_free(document);
        return fine ? 0 : 1;
      }
      int main(void) {
        if (osa_sources_abi_version() != OSA_SOURCES_ABI_VERSION || ask()) return 1;
        pid_t child = fork();
        if (child == 0) _exit(ask());
        int status = 0;
        waitpid(child, &status, 0);
        return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
      }
      """
    ])
    let library = try #require(Library.path)
    let include = Vectors.root.appendingPathComponent("Sources/COSASources/include").path
    let program = folder.path + "/main"
    let built = try Program(
      "/usr/bin/env",
      [
        "cc", "-Wall", "-Werror", "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-I", include, "-o", program,
        folder.path + "/main.c", library,
      ])
    #expect(built.status == 0, "\(built.errors)")
    #expect(try Program(program, []).status == 0)
  }
}

enum Library {
  static let path: String? = {
    let named = ProcessInfo.processInfo.environment["OSA_SOURCES_LIBRARY"]
    let path = named ?? Vectors.root.appendingPathComponent(".build/release/libosa_sources.so").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()
}
