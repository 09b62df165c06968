/// The one public door to the core: JSON request in, JSON document out. Synchronous, without global mutable state;
/// callable from any thread and after fork.
public enum OSASources {
  /// The version of this software (PEP 440).
  public static let version = "0.1.0"
  /// Changes when a request or a function of the C ABI changes incompatibly.
  public static let abiVersion: Int32 = 1

  /// `{"paths": [...], "variables": {...}, "view": "catalogue", "select": [...]}` to the catalogue document.
  public static func catalogue(request: [UInt8]) -> Answer { notYet("catalogue") }
  /// The effective constraints of a venv, with each line's origin.
  public static func constraints(request: [UInt8]) -> Answer { notYet("constraints") }
  /// What would be fetched, built and installed.
  public static func plan(request: [UInt8]) -> Answer { notYet("plan") }
  /// One requirement, wheel file name, URL or variable name taken apart.
  public static func parse(request: [UInt8]) -> Answer { notYet("parse") }

  private static func notYet(_ verb: String) -> Answer {
    Answer(
      status: -1,
      document: Array(#"{"format":1,"error":{"code":"OSA901","name":"bad-request","message":"`\#(verb)` is not available"}}"#.utf8))
  }
}
