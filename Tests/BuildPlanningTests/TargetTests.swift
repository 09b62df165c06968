import TestSupport
import Testing

@testable import BuildPlanning

@Suite struct TargetTests {
  @Test func readsWhatFoldersAreCalled() throws {
    let plain = try #require(Target("ubuntu-24.04-x86_64"))
    #expect(plain.name == "ubuntu-24.04-x86_64")
    #expect(plain.python == "3.12")
    let own = try #require(Target("debian-12-aarch64-3.13"))
    #expect([own.distribution, own.version, own.architecture, own.python] == ["debian", "12", "aarch64", "3.13"])
    let hyphen = try #require(Target("opensuse-leap-15.6-x86_64"))
    #expect(hyphen.distribution == "opensuse-leap" && hyphen.version == "15.6" && hyphen.python == nil)
  }

  @Test(arguments: [
    "", "debian", "debian-12", "debian-12-x86_64-", "debian--x86_64", "Debian-12-x86_64", "debian-12-3.11",
    "a/b-1-x86_64", "debian-twelve-x86_64",
  ])
  func refuses(text: String) {
    #expect(Target(text) == nil)
  }

  @Test func variantsGoFromTheVersionToTheFamily() throws {
    let ubuntu = try #require(Target("ubuntu-24.04-x86_64"))
    #expect(
      ubuntu.variants == [
        "ubuntu-24.04", "ubuntu-24", "ubuntu", "debian-24.04", "debian-24", "debian",
      ])
    #expect(try #require(Target("rocky-9-x86_64")).variants == ["rocky-9", "rocky", "redhat-9", "redhat"])
  }

  @Test func readsTheMachine() throws {
    let folder = try TemporaryFolder([
      "etc/os-release": "NAME=\"Debian\"\n# ID=no\nVERSION_ID=\"12\"\nID=debian\n", "usr/bin/python3.12": "",
    ])
    try folder.link("usr/bin/python3", to: "python3.12")
    let target = try #require(Machine.target(root: folder.path))
    #expect(target.distribution == "debian" && target.version == "12" && target.python == "3.12")
    #expect(target.architecture == Machine.architecture)
    #expect(Machine.target(root: folder.path + "/usr") == nil)
  }
}
