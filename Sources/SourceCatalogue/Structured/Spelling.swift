/// The likeliest word that somebody meant.
package enum Spelling {
  /// The nearest candidate within a third of the word's length; nil where none is near.
  package static func suggestion(for word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.utf8.count / 3)
    guard word.utf8.count <= 64 else { return nil }
    let near = candidates.map { ($0, distance(Array(word.utf8), Array($0.utf8))) }.filter { $0.1 <= limit }
    return near.min { $0.1 != $1.1 ? $0.1 < $1.1 : bytewise($0.0, $1.0) }?.0
  }

  /// How many slips two words are apart.
  package static func distance(_ a: String, _ b: String) -> Int { distance(Array(a.utf8), Array(b.utf8)) }

  /// Levenshtein's distance, in bytes, with two neighbours swapped counting once (optimal string alignment).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in b.indices {
        var best = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        row.append(best)
      }
      before = previous
      previous = row
    }
    return previous[b.count]
  }
}
