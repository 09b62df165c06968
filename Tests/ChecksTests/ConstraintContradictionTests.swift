import ConstraintLayers
import Diagnostics
import Foundation
import SourceCatalogue
import TestSupport
import Testing
import TextFiles

@testable import Checks

@Suite struct ConstraintContradictionTests {
  private func found(_ layers: [(String, String)]) -> [Diagnostic] {
    let given = layers.map { name, text in
      GivenLayer(name: name, content: .text(text, FileReference(root: -1, path: name + ".txt")))
    }
    let reading = CatalogueReader.reading(paths: [])
    return ConstraintContradiction.findings(in: CheckContext(reading, layers: given))
  }

  @Test func onlyWhereBothSpeak() {
    let pins = ("pins", "a==2;python_version>=\"3.11\"\nb==1\n")
    let meeting = found([pins, ("upper", "a===1\nb===1.0\nc===1\n")]).filter { $0.code == .constraintContradiction }
    #expect(meeting.map(place) == ["OSA151 pins.txt:1"])
    #expect(meeting.first?.message.contains("python_version") == true)
    let apart = found([pins, ("upper", "a===1;python_version<\"3.11\"\n")])
    #expect(!apart.contains { $0.code == .constraintContradiction })
  }

  @Test func aDeployersOverrideIsANote() {
    #expect(found([("user", "a==2\n"), ("upper", "a===1\n")]).map(\.severity) == [.note])
  }

  @Test func aLayerThatIsNotAtHandIsNoFault() throws {
    let context = try context(["osa/inventory/group_vars/all/s.yml": trio("requirements")])
    #expect(ConstraintContradiction.findings(in: context).isEmpty)
  }

  private static let folder = Vectors.root.appendingPathComponent("../shared/data/constraints").standardizedFileURL.path

  /// The pair that release 33.0.1 ships.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: folder), "no real constraints beside the checkout"))
  func theReleasedPairContradictsItself() {
    let files = [("pins", "global-requirement-pins-33.0.1.txt"), ("upper", "upper-constraints-33.0.1.txt")]
    let given = files.map { name, file in
      GivenLayer(name: name, content: .file(FileReference(root: -1, path: Self.folder + "/" + file)))
    }
    let found = ConstraintContradiction.findings(in: CheckContext(CatalogueReader.reading(paths: []), layers: given))
    let texts = found.filter { $0.code == .constraintContradiction }.map(\.message)
    #expect(texts.count == 2, "\(texts)")
    #expect(texts.contains { $0.contains("numpy==2.3.5") && $0.contains("python_version >= \"3.11\"") })
    #expect(texts.contains { $0.contains("Django==5.2.8") && $0.contains("python_version >= \"3.13\"") })
  }
}
