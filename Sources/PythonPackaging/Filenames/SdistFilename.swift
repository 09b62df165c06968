/// The file name of a source distribution (PEP 625), as `packaging.utils.parse_sdist_filename` takes it:
///
///     filename := name "-" version (".tar.gz" | ".zip")
package struct SdistFilename: Hashable, Sendable {
  /// As written.
  package let writtenName: String
  package let version: Version

  /// `PEP 503` form.
  package var canonicalName: String { PackageName.canonical(writtenName) }

  /// nil where the text is no such name.
  package init?(_ filename: String) {
    let bytes = Array(filename.utf8)
    var stem: ArraySlice<UInt8>
    if bytes.suffix(7).elementsEqual(".tar.gz".utf8) {
      stem = bytes.dropLast(7)
    } else if bytes.suffix(4).elementsEqual(".zip".utf8) {
      stem = bytes.dropLast(4)
    } else {
      return nil
    }
    guard let hyphen = stem.lastIndex(of: 0x2D), hyphen > stem.startIndex,
      let version = Version(String(decoding: stem[(hyphen + 1)...], as: UTF8.self))
    else { return nil }
    stem = stem[..<hyphen]
    writtenName = String(decoding: stem, as: UTF8.self)
    self.version = version
  }
}
