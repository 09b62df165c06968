import TextFiles
import Testing

@testable import YAMLTree

@Suite struct WordsTests {
  @Test(arguments: [
    ("a_list: 1\n", []), ("x: '{{ a_list + b_list }}'\n", ["a_list", "b_list"]),
    ("x:\n  c_list: |\n    {{ d_list['k'] }}\n  y: [e_list]\n", ["c_list", "d_list", "e_list"]),
    ("x: _list\ny: a_lists\nz: b_list2\n# f_list\n", []), ("- g_list\n", ["g_list"]), ("h_list", ["h_list"]), ("", []),
    ("a_list: &l b_list\nc_list: *l\n<<: {d_list: 1}\n", ["b_list", "d_list"]), ("é_list: a.b_list\n", ["b_list"]),
  ])
  func wordsOfValues(text: String, wanted: [String]) throws {
    let file = TextFile(reference: FileReference(root: 0, path: "f.yml"), bytes: Array(text.utf8))
    let found = YAMLReader.read(file).0?.words(endingIn: "_list") ?? []
    #expect(found.sorted() == wanted)
  }
}
