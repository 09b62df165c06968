import Diagnostics
import PythonPackaging
import TestSupport
import TextFiles
import Testing

@testable import ConstraintLayers

@Suite struct ConstraintLayerReaderTests {
  private func read(_ text: String) throws -> ConstraintLayer { try #require(layers([("pins", text)]).first) }

  @Test func commentsAndBlankLinesSayNothing() throws {
    let layer = try read("# a comment\n\n  \na==1  # why\n")
    #expect(layer.lines.map(\.requirement) == ["a==1"])
    #expect(layer.lines.first?.location.line == 4)
    #expect(layer.diagnostics.isEmpty)
  }

  @Test func oldMarkerSeparator() throws {
    let layer = try read("futures===3.0.3:python_version=='2.7' or python_version=='2.6'\nb==1\n")
    #expect(layer.lines.first?.marker?.description == "python_version == \"2.7\" or python_version == \"2.6\"")
    #expect(layer.lines.map(\.requirement) == ["futures===3.0.3", "b==1"])
    #expect(layer.diagnostics.map(\.code) == [.legacyMarkerSeparator])
    #expect(layer.diagnostics.first?.location?.column == 16)
  }

  @Test(arguments: ["a===1:2", "a @ https://x.example:80/a.whl", "a==1;os_name=='a:b'", "# see a: b", "a==1 # x:y"])
  func colonsThatSeparateNoMarker(_ line: String) throws {
    #expect(try !read(line + "\n").diagnostics.contains { $0.code == .legacyMarkerSeparator })
  }

  @Test func whatPipRefusesIsAFinding() throws {
    let layer = try read("a[x]==1\ngit+https://x.example/y\nb==1\nc==1;os_name~='x'\n")
    #expect(layer.lines.map(\.name) == ["b"])
    #expect(layer.diagnostics.map(\.code) == [.invalidConstraint, .invalidConstraint, .undecidableMarker])
  }

  /// What is wrong with a marker alone points at it.
  @Test(arguments: [
    ("a==1;os_name~='x'\n", 6), ("é==1\n  a==1 ;  os_name~='x' # why\n", 11), ("a==1:os_name~='x'\n", 6),
    ("a @ https://h/x ; os_name~='x'\n", 19), ("a==1\\\n;os_name~='x'\n", 1),
  ])
  func markersHaveAPlace(_ text: String, _ column: Int32) throws {
    let found = try read(text).diagnostics.filter { $0.code == .undecidableMarker }
    #expect(found.map(\.location?.column) == [column])
  }

  @Test func anEditableEndsTheLayer() throws {
    let layer = try read("a==1\n-e git+https://x.example/y#egg=y\nb==1\nc=1\n")
    #expect(layer.lines.map(\.name) == ["a"])
    #expect(layer.diagnostics.map(\.code) == [.invalidConstraint])
  }

  @Test func everyRefusedLineIsAFindingAndTheRestCounts() throws {
    let layer = try read("a==1\nb=1\nc==1\n--nonsense\nd==\ne==1;python_version=3\nf==1\n")
    #expect(layer.lines.map(\.name) == ["a", "c", "f"])
    #expect(layer.diagnostics.map(\.code).filter { $0 == .invalidConstraint }.count == 4)
    #expect(layer.diagnostics.compactMap(\.location).map(\.line).filter { $0 > 1 } == [2, 4, 5, 6])
  }

  @Test func filesAndWhatTheyInclude() throws {
    let folder = try TemporaryFolder(["pins.txt": "a==1\n-c more/other.txt\n", "more/other.txt": "b==2\n"])
    let file = FileReference(root: 0, path: "pins.txt", displayPath: folder.path + "/pins.txt")
    let layer = ConstraintLayerReader().read("pins", file: file)
    #expect(layer.lines.map(\.requirement) == ["a==1", "b==2"])
    #expect(layer.lines.last?.location.file.displayPath == folder.path + "/more/other.txt")
    #expect(layer.files.count == 2)
  }

  @Test func aMissingFileIsAFinding() {
    let layer = ConstraintLayerReader().read("pins", file: FileReference(root: 0, path: "nowhere/pins.txt"))
    #expect(layer.diagnostics.map(\.code) == [.unreadableLayer])
    #expect(!layer.isGiven)
  }

  @Test func anEditableEndsLinesAsItEndsAFile() {
    let place = Location(file: .caller, line: 1)
    let layer = ConstraintLayerReader().read("user", lines: [("a==1", place), ("-e x", place), ("b==2", place)])
    #expect(layer.lines.map(\.name) == ["a"])
  }

  @Test func linesThatStandInAVariable() {
    let place = Location(file: FileReference(root: 0, path: "user.yml"), line: 7, column: 5)
    let layer = ConstraintLayerReader().read("user", lines: [("a<2", place), ("b:", place), ("-e x", place)])
    #expect(layer.lines.map(\.requirement) == ["a<2"])
    #expect(layer.lines.first?.location == place)
    #expect(layer.diagnostics.map(\.code) == [.invalidConstraint, .invalidConstraint])
  }
}
