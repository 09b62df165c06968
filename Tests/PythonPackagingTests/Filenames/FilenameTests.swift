import Testing

@testable import PythonPackaging

@Suite struct WheelFilenameTests {
  @Test func partsAreTakenApart() throws {
    let wheel = try WheelFilename("Some_Project.x-1.0+l.1-02b-py2.py3-none-any.linux_x86_64.whl")
    #expect(wheel.writtenName == "Some_Project.x")
    #expect(wheel.canonicalName == "some-project-x")
    #expect(wheel.version.description == "1.0+l.1")
    #expect(wheel.build?.number.description == "2")
    #expect(wheel.build?.text == "b")
    #expect(
      wheel.tags == ["py2-none-any", "py2-none-linux_x86_64", "py3-none-any", "py3-none-linux_x86_64"])
  }

  @Test(arguments: [
    ("a-1.0-py3-none-any.zip", WheelFilename.Fault.Part.extension, 0, 22), ("a-1.0-py3-none.whl", .count, 0, 18),
    ("a__b-1.0-py3-none-any.whl", .name, 0, 4), ("é-1.x-py3-none-any.whl", .version, 2, 5),
    ("a-1.0-x-py3-none-any.whl", .build, 6, 7), ("a-1.0-py3.-none-any.whl", .tags, 6, 10),
    ("a-1.0-py3--any.whl", .tags, 10, 10), ("a-1.0-3-none-any.whl", .tags, 6, 7),
  ])
  func faultsNameThePart(filename: String, part: WheelFilename.Fault.Part, start: Int, end: Int) {
    do throws(WheelFilename.Fault) {
      _ = try WheelFilename(filename)
      Issue.record("accepted")
    } catch {
      #expect(error.part == part)
      #expect((error.start, error.end) == (start, end))
    }
  }

  @Test func orderIsCheckedWhereAsked() throws {
    _ = try WheelFilename("a-1-py3.py2-none-any.whl")
    #expect(throws: WheelFilename.Fault.self) { try WheelFilename("a-1-py3.py2-none-any.whl", validatesOrder: true) }
  }
}

@Suite struct OtherFilenameTests {
  @Test func sourceDistributionsHaveNameAndVersion() throws {
    let sdist = try #require(SdistFilename("oslo.cache-3.10.0.tar.gz"))
    #expect(sdist.canonicalName == "oslo-cache")
    #expect(sdist.version.description == "3.10.0")
    for text in ["a.tar.gz", "-1.0.tar.gz", "a-x.zip", "a-1.0.tgz", ""] { #expect(SdistFilename(text) == nil) }
  }

  @Test func archivesAreKnownByTheirEnding() {
    for name in ["a.whl", "a.ZIP", "x/a.tar.gz", "a.tar.lzma"] { #expect(RequirementLine.isArchive(name)) }
    for name in ["a", ".zip", "a.gz", "x.zip/a", "a.py"] { #expect(!RequirementLine.isArchive(name)) }
  }

  @Test func membersNeedPrintableNames() {
    #expect(ArchiveName.isPrintable(member: "päth/to.py"))
    for name in ["", "a\u{0}", "a\u{200B}", "a\u{7F}"] { #expect(!ArchiveName.isPrintable(member: name)) }
  }
}
