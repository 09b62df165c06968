import SourceCatalogue

extension CheckContext {
  /// An address that something is fetched from.
  struct Address {
    /// What it belongs to, for messages: ``source `nova` ``.
    let owner: String
    let url: Located<String>
    /// Its content is held against a checksum.
    var isVerified = false
  }

  /// Every address of every source, as resolved as they are.
  var addresses: [Address] {
    sources.flatMap { source -> [Address] in
      let owner = "source `\(source.name)`"
      var found = ([source.repository].compactMap { $0 } + source.mirrors).map { Address(owner: owner, url: $0) }
      found += source.scopes.compactMap(\.repository).map { Address(owner: owner, url: $0) }
      found += source.archives.map { Address(owner: owner, url: $0.url, isVerified: $0.sha256 != nil) }
      return found
    }
  }
}
