import CPython
import Foundation
import TestSupport
import Testing

/// The Python binding in process: CPython embedded, `python/` on its path, the release build of the library.
@Suite(.serialized, .enabled(if: Interpreter.library != nil, "no release build: run `make setup`"))
struct BridgeTests {
  @Test func theBindingAnswers() throws {
    #expect(try Interpreter.run("import osa_sources; result = osa_sources.version()").hasPrefix("0."))
  }

  @Test func aCatalogueComesBackAsADict() throws {
    let folder = try TemporaryFolder(["group_vars/a_all/s.yml": "a_git_repo: https://h/a\na_git_install_branch: v1.0\n"]
    )
    let script = """
      import osa_sources
      document = osa_sources.catalogue([\(quoted(folder.path))], view='sources')
      source = document['sources']['a']
      result = '%s %s %s' % (source['repository'], source['reference']['type'], source['origin']['reference']['line'])
      """
    #expect(try Interpreter.run(script) == "https://h/a tag 2")
  }

  @Test func aFailedRequestIsAnExceptionWithAPlace() throws {
    let folder = try TemporaryFolder(["group_vars/all.yml": "a_git_repo: [\n"])
    let script = """
      import osa_sources
      try:
          osa_sources.catalogue([\(quoted(folder.path))], strict=True)
          result = 'accepted'
      except osa_sources.OSASourcesError as error:
          result = '%s %s:%s %s' % (error.code, error.file, error.line, len(error.diagnostics) > 0)
      """
    #expect(try Interpreter.run(script) == "OSA010 group_vars/all.yml:2 True")
  }

  @Test func aLibraryThatIsNoneIsToldApart() throws {
    let script = """
      import osa_sources
      found = []
      for path in ('/nowhere.so', '/lib/x86_64-linux-gnu/libm.so.6', '/lib/aarch64-linux-gnu/libm.so.6'):
          try:
              osa_sources.Library(path)
          except osa_sources.LibraryNotFoundError as error:
              found.append(type(error).__name__)
      result = ' '.join(sorted(set(found)))
      """
    #expect(try Interpreter.run(script) == "LibraryNotFoundError")
  }

  private func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "\\'") + "'" }
}

enum Interpreter {
  static let library: String? = {
    let path =
      ProcessInfo.processInfo.environment["OSA_SOURCES_LIBRARY"]
      ?? Vectors.root.appendingPathComponent(".build/release/libosa_sources.so").path
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }()

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private static let isReady: Bool = {
    setenv("OSA_SOURCES_LIBRARY", library ?? "", 1)
    Py_Initialize()
    let isReady = PyRun_SimpleStringFlags("import sys; sys.path.insert(0, '\(Vectors.root.path)/python')", nil) == 0
    // Tests run on any thread: the one that started Python must not keep its lock.
    PyEval_SaveThread()
    return isReady
  }()

  /// Runs a script and returns what it leaves in `result`.
  static func run(_ script: String) throws -> String {
    guard isReady else { throw Failure(description: "Python does not start") }
    let lock = PyGILState_Ensure()
    defer { PyGILState_Release(lock) }
    guard let main = PyImport_AddModule("__main__"), PyRun_SimpleStringFlags(script, nil) == 0,
      let result = PyObject_GetAttrString(main, "result")
    else { throw Failure(description: "the script failed") }
    defer { Py_DecRef(result) }
    guard let text = PyUnicode_AsUTF8(result) else { throw Failure(description: "the result is no text") }
    return String(cString: text)
  }
}
