/// What `--trusted-host` names, as pip takes it (`misc.parse_netloc`, `misc.build_netloc`): host and port of an address
/// that has nothing else; of an IPv6 address the brackets may be left out.
package enum TrustedHost {
  /// `host` or `host:port`, in lower case; nil where pip refuses it.
  package static func normal(_ text: String) -> String? {
    let bytes = text.utf8
    let isBare = bytes.lazy.filter { $0 == 0x3A }.count >= 2 && !bytes.contains(0x40) && !bytes.contains(0x5B)
    guard let parts = URLParts("https://" + (isBare ? "[\(text)]" : text)) else { return nil }
    let location = Credentials(netloc: parts.netloc)?.host ?? parts.netloc
    guard let (host, port) = hostAndPort(location), !host.isEmpty else { return nil }
    guard let port, !port.isEmpty else { return host }
    guard port.utf8.allSatisfy(Scanner.isDigit), let number = Int(port), number <= 65_535 else { return nil }
    return host.utf8.contains(0x3A) ? "[\(host)]:\(number)" : "\(host):\(number)"
  }

  private static func hostAndPort(_ location: String) -> (host: String, port: String?)? {
    guard let (_, bracketed) = location.cut(at: 0x5B) else {
      let (host, port) = location.cut(at: 0x3A).map { ($0.before, Optional($0.after)) } ?? (location, nil)
      return (PythonText.lowercased(host), port)
    }
    guard let (address, rest) = bracketed.cut(at: 0x5D) else { return nil }
    let zoned = address.cut(at: 0x25).map { PythonText.lowercased($0.before) + "%" + $0.after }
    return (zoned ?? PythonText.lowercased(address), rest.cut(at: 0x3A)?.after)
  }
}
