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

  /// Every address of every source and of every list, as resolved as they are.
  var addresses: [Address] { sourceAddresses + listedAddresses }

  /// What pip lists and constraints say beside sources: archives, indexes, links, other files.
  private var listedAddresses: [Address] {
    let constraints = catalogue.venvNames.compactMap { catalogue.venvs[$0] }.flatMap { venv in
      (venv.constraints + venv.developerConstraints).map(\.text) + [venv.upperConstraints].compactMap { $0 }
    }
    // The address of a source's entry is the source's own; OSA 18 had such entries among its constraints.
    let entries =
      requirements.filter { $0.source == nil }.map(\.text) + constraints.filter { !$0.value.hasPrefix("git+") }
    var seen: Set<Located<String>> = []
    return entries.filter { seen.insert($0).inserted }.flatMap { entry in
      PipEntry.addresses(in: entry.value).filter { !$0.isOfUnknownHost }.map {
        Address(
          owner: "an entry of `\(entry.origin.variable)`", url: Located($0.address, origin: entry.origin),
          isVerified: $0.isVerified)
      }
    }
  }

  private var sourceAddresses: [Address] {
    sources.flatMap { source -> [Address] in
      let owner = "source `\(source.name)`"
      var found = ([source.repository].compactMap { $0 } + source.mirrors).map { Address(owner: owner, url: $0) }
      found += source.scopes.compactMap(\.repository).map { Address(owner: owner, url: $0) }
      found += source.archives.map { Address(owner: owner, url: $0.url, isVerified: $0.sha256 != nil) }
      return found
    }
  }
}

extension PipEntry {
  /// Where a variable says which host it is, nobody knows how it is reached.
  fileprivate var isOfUnknownHost: Bool { URLParts.authority(of: address)?.holds("{{") ?? false }
}
