extension DiagnosticCode {
  /// `duplicate-key`: the case's name with hyphens, for people.
  package var name: String { Self.names[self] ?? written }

  /// Made once: a case tells its name by reflection, which takes as long as writing a finding.
  private static let names = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.written) })

  private var written: String {
    var name: [UInt8] = []
    let letters = Array(String(describing: self).utf8)
    for (index, letter) in letters.enumerated() {
      let isUpper = letter >= 0x41 && letter <= 0x5A
      let followsLower = index > 0 && !(letters[index - 1] >= 0x41 && letters[index - 1] <= 0x5A)
      let precedesLower = index + 1 < letters.count && letters[index + 1] >= 0x61 && letters[index + 1] <= 0x7A
      if isUpper && index > 0 && (followsLower || precedesLower) { name.append(0x2D) }
      name.append(isUpper ? letter + 0x20 : letter)
    }
    return String(decoding: name, as: UTF8.self)
  }
}
