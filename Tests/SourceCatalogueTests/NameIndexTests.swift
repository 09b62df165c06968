import Testing

@testable import SourceCatalogue

@Suite struct NameIndexTests {
  private func insert(_ name: String, _ number: Int, into index: inout NameIndex) {
    var name = name
    let entry = Int32(number)
    name.withUTF8 { index.insert(NameIndex.Name($0, key: entry + 1, value: entry + 2), entry: entry) }
  }

  private func numbers(_ name: String, in index: NameIndex) -> [Int] {
    var name = name
    return name.withUTF8 { index.places(of: $0) }.map { Int($0.entry) }
  }

  @Test func placesComeInTheOrderOfInsertion() {
    var index = NameIndex()
    // More names than the first table has room for, so that it grows twice.
    for round in 0..<3 {
      for number in 0..<2_000 { insert("variable_\(number)", round * 2_000 + number, into: &index) }
    }
    for number in [0, 1, 777, 1_999] {
      #expect(numbers("variable_\(number)", in: index) == [number, number + 2_000, number + 4_000])
    }
    #expect(numbers("variable_2000", in: index).isEmpty)
    #expect(index.places.count == 6_000)
  }

  @Test func namesOfTheTableAreKept() {
    var index = NameIndex()
    for (number, name) in ["nova_git_repo", "nova_port", "_git_repo", "git_repo", "x_venv_tag", "x_git_repo_y", ""]
      .enumerated()
    {
      insert(name, number, into: &index)
    }
    #expect(index.matched.map(\.entry) == [0, 4])
  }
}
