import PythonPackaging
import TextFiles

/// The phrases about the present that findings are put together from.
enum LegacyWords {
  static let same = "the same now"
  static let unread = "no play reads this file"
  static let encrypted = "it is encrypted"
  static let opened = "now a play that decrypts it returns what it says"
  static let unknown = "its name is that of no list of what is installed"

  static func listed(_ texts: [String]) -> String {
    texts.map { "`" + URLText.redacted($0) + "`" }.joined(separator: ", ")
  }

  static func gone(_ what: String, because reason: String? = nil) -> String {
    "now " + what + (reason.map { ": " + $0 } ?? "")
  }

  static func hidden(by place: Location) -> String { "the value of " + self.place(place) + " takes its place" }

  static func place(_ location: Location) -> String { location.file.displayPath + ":\(location.line)" }
}
