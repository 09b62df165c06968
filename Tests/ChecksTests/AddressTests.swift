import Testing

@testable import Checks

@Suite struct AddressTests {
  @Test(arguments: [
    ("https://h//a", true), ("https://h/a//b", true), ("{{ base }}//a", true), ("git@h:a//b", true),
    ("https://h/a", false), ("file:///a/b", false), ("https://h/a/", false), ("", false), ("//", true), ("/", false),
  ])
  func emptySegments(url: String, expected: Bool) { #expect(EmptyPathSegment.holdsEmptySegment(url) == expected) }

  @Test(arguments: [
    ("https://u:p@h/a", true), ("https://token@h/a", true), ("ssh://u:p@h/a", true), ("ssh://git@h/a", false),
    ("ssh://nova@h/a", false), ("https://git@h/a", false), ("https://${TOKEN}@h/a", false), ("git@h:a/b", false),
    ("https://u:{{ x }}@h/a", false), ("https://h/a@b", false), ("https://h/?x=a@b", false), ("https://u:@h/", false),
  ])
  func credentials(url: String, expected: Bool) { #expect(CredentialsInURL.holdsCredentials(url) == expected) }

  @Test(arguments: [
    ("git://h/a", true), ("http://h/a", true), ("HTTP://h/a", true), ("ftp://h/a", true), ("https://h/a", false),
    ("ssh://h/a", false), ("file:///a", false), ("http://localhost/a", false), ("http://u@127.0.0.1:80/a", false),
    ("http://127.0.0.10/a", true), ("/a/b", false), ("h:a", false), ("{{ x }}://h", false),
  ])
  func transports(url: String, expected: Bool) { #expect(UnsafeTransport.isUnsafe(url) == expected) }

  /// A fault of the base URL is told once, where the base URL stands.
  @Test func theDefinitionThatHoldsTheFaultIsBlamed() throws {
    let files = [
      "osa/inventory/group_vars/all/all.yml": "x: 1\nbase: \"git://u:p@h/\"\n",
      "osa/inventory/group_vars/a_all/s.yml": trio("a", base: "{{ base }}") + trio("b", base: "{{ base }}/"),
    ]
    #expect(try places(UnsafeTransport.self, files).allSatisfy { $0 == "OSA125 inventory/group_vars/all/all.yml:2" })
    #expect(try places(CredentialsInURL.self, files).allSatisfy { $0 == "OSA123 inventory/group_vars/all/all.yml:2" })
    // Two parts that are right by themselves make a wrong whole.
    #expect(try places(EmptyPathSegment.self, files) == ["OSA122 inventory/group_vars/a_all/s.yml:4"])
    let message = try context(files)
    #expect(CredentialsInURL.findings(in: message).allSatisfy { !$0.message.contains("u:p@") })
  }

  /// What a list says beside sources: archives, editables, indexes, links, constraint files.
  @Test(arguments: [
    ("http://h/g-1.40.2.tar.gz", "OSA121 OSA125"), ("https://u:p@h/g.zip", "OSA121 OSA123"),
    ("https://h//g.whl", "OSA122"),
    ("https://h/g.tar.gz", "OSA121"), ("https://h/g-1.0-py3-none-any.whl", ""), ("g @ https://h/g.tar.gz", ""),
    ("g[x]@https://h/g.tar.gz", ""), ("https://h/g.tar.gz#egg=g", ""), ("g @ http://h/g.zip", "OSA125"),
    ("g @ http://h/g.zip#sha256=00", ""), ("g @ http://localhost:8080/g.zip", ""), ("g @ file:///srv/g.zip", ""),
    ("file:///srv/g.zip", ""), ("/srv/g", ""), ("./g", ""), ("g==1.0", ""), ("http://{{ vip }}/g.tar.gz#egg=g", ""),
    ("-e git+git://h/x@\(sha)#egg=x", "OSA120 OSA125"), ("-e git+https://h/x@\(sha)", "OSA120 OSA121"),
    ("--editable=git+https://h/x@\(sha)#egg=x", "OSA120"), ("-e /srv/x", ""), ("-e .", ""),
    ("--extra-index-url http://h/simple", "OSA125"), ("--extra-index-url=https://u:p@h/simple", "OSA123"),
    ("--index-url https://t@h/simple g==1", "OSA123"), ("-i http://h/simple", "OSA125"),
    ("--find-links http://h/links --no-index", "OSA125"), ("-fhttp://h/links", "OSA125"),
    ("--index-url https://h/s", ""),
    ("--find-links http://{{ vip }}:8181/links", ""), ("--find-links /srv/wheels", ""), ("--trusted-host h", ""),
    ("-c http://h/upper.txt", "OSA125"), ("--proxy http://u:p@h", "OSA123"), ("--proxy http://h:3128", ""),
  ])
  func addressesInLists(entry: String, codes: String) throws {
    let list = "a_pip_packages:\n  - \"git+{{ a_git_repo }}@{{ a_git_install_branch }}#egg=a\"\n  - \"\(entry)\"\n"
    let context = try context([
      "osa/inventory/group_vars/a_all/s.yml": trio("a"), "roles/os_a/defaults/main.yml": list,
    ])
    let found = [
      InlineSource.self, UnnamedURL.self, EmptyPathSegment.self, CredentialsInURL.self, UnsafeTransport.self,
    ]
    .flatMap { (check: any Check.Type) in check.findings(in: context) }
    #expect(found.map(\.code.identifier).joined(separator: " ") == codes)
    #expect(found.allSatisfy { $0.location?.line == 3 && !$0.message.contains("u:p") })
  }

  @Test func constraintFilesAreAddressesToo() throws {
    let files = [
      "osa/inventory/group_vars/a_all/s.yml": trio("a"),
      "roles/os_a/defaults/main.yml": """
      a_pip_packages: ["git+{{ a_git_repo }}@{{ a_git_install_branch }}#egg=a"]
      a_upper_constraints_url: http://h/upper.txt
      a_git_constraints:
        - "--constraint https://u:p@h/x.txt"
        - "--constraint {{ a_upper_constraints_url }}"

      """,
    ]
    let role = "os_a/defaults/main.yml"
    #expect(try places(UnsafeTransport.self, files) == ["OSA125 \(role):2", "OSA125 \(role):5"])
    #expect(try places(CredentialsInURL.self, files) == ["OSA123 \(role):4"])
  }

  @Test func helpersAreErrors() throws {
    let found = UnsafeTransport.findings(
      in: try context(["osa/inventory/group_vars/a_all/s.yml": trio("a", base: "ext::sh -c ")]))
    #expect(found.map(\.severity) == [.error])
  }
}
