import Testing

@testable import Checks

@Suite struct GlobTests {
  @Test(arguments: [
    ("roles/os_nova/**", "roles/os_nova/defaults/main.yml", true),
    ("roles/*/vars/main.yml", "roles/a/vars/main.yml", true),
    ("roles/*/main.yml", "roles/a/vars/main.yml", false), ("**/main.yml", "main.yml", true),
    ("**/main.yml", "a/b/main.yml", true), ("main.yml", "a/b/main.yml", true), ("main.yml", "a/main.yml.bak", false),
    ("roles/", "roles/x", true), ("roles/", "role/x", false), ("os_?/x", "os_a/x", true), ("os_?/x", "os_/x", false),
    ("*a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false), ("", "x", false),
  ])
  func matches(pattern: String, path: String, expected: Bool) {
    #expect(Glob(pattern).matches(path) == expected)
  }
}
