/// What a request gets back: a status and one JSON document, the shape that the C ABI hands on.
public struct Answer: Sendable {
  /// 0, or negative when the request itself failed; the document then holds `error`.
  public let status: Int32
  /// UTF-8 JSON with `"format": 1`.
  public let document: [UInt8]

  public init(status: Int32, document: [UInt8]) {
    self.status = status
    self.document = document
  }
}
