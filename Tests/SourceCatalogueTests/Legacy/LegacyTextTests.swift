import TextFiles
import Testing

@testable import SourceCatalogue

@Suite struct LegacyTextTests {
  @Test(arguments: [
    ("foo", "foo", nil, nil), ("foo >= 1.0", "foo ", ">=1.0", nil), ("a===1.0", "a", "===1.0", nil),
    ("a>=1,<2;python_version<'3'", "a", ">=1,<2", "python_version<'3'"), ("a;m1;m2", "a", nil, "m2"),
    ("foo[x]~=1", "foo[x]", "~=1", nil), ("a=b", "a=b", nil, nil),
  ])
  func requirementsSplitAsTheOldLookupSplitThem(text: String, name: String, versions: String?, marker: String?) {
    let found = LegacyText.split(text)
    #expect(found.name == name)
    #expect(found.versions == versions)
    #expect(found.marker == marker)
    #expect(LegacyText.name(of: text) == name)
  }

  @Test(arguments: [
    ("https://h/nova", "nova"), ("https://h/nova/", "nova"), ("https://h/nova.git", "nova"),
    ("https://h/nova.git/", "nova"), ("nova", "nova"), ("https://h/a.git.git", "a.git"), ("{{ base }}/nova", "nova"),
    ("https://h/nova.git\n", "nova\n"), ("https://h/nova/\n", "nova\n"),
  ])
  func repositoriesAreNamedByTheirLastPart(url: String, name: String) {
    #expect(LegacyText.repositoryName(url) == name)
  }

  private func parse(_ text: String) -> LegacyLink? {
    LegacyLink(parsing: text, at: Location(file: FileReference(root: 0, path: "f")))
  }

  @Test func linksAreTakenApart() throws {
    let link = try #require(parse("git+https://h/openstack/No-VNC@v1#egg=No_VNC&gitname=No-VNC&projectgroup=x"))
    #expect(link.name == "no-vnc")
    #expect(link.eggName == "No_VNC")
    #expect(link.version == "v1")
    #expect(link.url == "https://h/openstack/No-VNC")
    #expect(link.projectGroup == "x")
    #expect(link.fragment == nil)
  }

  @Test func theLastFragmentWins() throws {
    let link = try #require(parse("git+https://h/a@b#egg=a&gitname=a&projectgroup=g&subdirectory=x/y&egg=z-z"))
    #expect(link.eggName == "z_z")
    #expect(link.fragment == "x/y")
    #expect(link.name == "a")
  }

  @Test func aUserInTheAddressIsMistakenForAReference() throws {
    let link = try #require(parse("git+ssh://git@h/foo/bar#egg=bar"))
    #expect(link.url == "ssh://git")
    #expect(link.version == "h/foo/bar")
    #expect(parse("git+ssh://git@h/x@v1#egg=x")?.url == "ssh://git@h/x")
  }

  @Test(arguments: [
    "git+https://h/pyscss@60414f5", "git+https://h/libstdc++/foo@v1#egg=foo", "https://user@h/x.tar.gz",
  ])
  func whatHasNoFragmentEndedTheLookup(text: String) { #expect(parse(text) == nil) }

  @Test(arguments: [
    ("PyMySQL >= 0.6", "pymysql>=0.6"), ("Foo[A, b]==1 ; python_version < '3'", "foo[A,b]==1;python_version < '3'"),
    ("git+https://GitHub.com/Foo/Bar@V1#egg=Bar", "git+https://GitHub.com/Foo/Bar@V1#egg=Bar"),
    ("Gnocchi[x] @ git+https://H/Gnocchi@V1", "gnocchi[x] @ git+https://H/Gnocchi@V1"), ("{{ Foo }}", "{{ Foo }}"),
    ("foo (>=1)", "foo>=1"),
    ("\t Foo >=1 ", "foo>=1"), (" {{ Foo }} ", "{{ Foo }}"), ("   ", ""),
  ])
  func onlyNamesAreInLowerCase(text: String, spelling: String) { #expect(LegacyRequirement(text).spelling == spelling) }

  @Test func allSpecifiersExtrasAndMarkersAreKept() {
    let place = Location(file: FileReference(root: 0, path: "f"))
    var packages = LegacyPackages()
    for text in ["foo>=2", "foo<2", "Foo!=1.5", "a-b", "A_B>=1", "n==2;m>='3'", "n==1;m<'3'", "e[x]", "e[y]>1"] {
      packages.add(LegacyRequirement(text), at: place)
    }
    packages.add(LegacyRequirement("gone>=1"), at: place)
    #expect(
      packages.lines(without: ["gone"]) == [
        "a-b>=1", "e[x,y]>1", "foo!=1.5,<2,>=2", "n==1;m<'3'", "n==2;m>='3'",
      ])
  }
}
