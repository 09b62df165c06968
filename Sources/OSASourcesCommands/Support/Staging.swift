import Glibc
import Reporting
import SourceCatalogue

/// A folder of its own that goes away with the command, for files that are read again before anybody sees them.
struct Staging {
  let path: String

  /// Where temporary files belong.
  init() throws {
    let stated = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let base = stated.isEmpty ? "/tmp" : stated
    var template = Array("\(base)/osa-sources.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure("`\(TerminalText.escaped(base))` takes no new folder: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func write(_ files: [Conversion.File]) throws {
    for file in files {
      try Self.makeFolders(of: file.path, below: path)
      try WholeFile.write(Array(file.text.utf8), to: path + "/" + file.path)
    }
  }

  static func makeFolders(of relative: String, below folder: String) throws {
    var made = folder
    for part in [""] + relative.split(separator: "/").dropLast().map(String.init) {
      if !part.isEmpty { made += "/" + part }
      guard mkdir(made, 0o777) == 0 || errno == EEXIST else {
        throw Failure("the folder `\(TerminalText.escaped(made))` cannot be made: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Removes the files that were written and the folders that are empty then.
  func remove(_ files: [Conversion.File]) {
    for file in files { unlink(path + "/" + file.path) }
    for file in files {
      var parts = file.path.split(separator: "/").dropLast()
      while !parts.isEmpty {
        rmdir(path + "/" + parts.joined(separator: "/"))
        parts = parts.dropLast()
      }
    }
    rmdir(path)
  }
}
