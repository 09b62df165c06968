import COSASources
import Glibc
import OSASources

/// What passes between C and the facade.
enum Handover {
  /// Kept for as long as the library is loaded.
  nonisolated(unsafe) static let version: UnsafePointer<CChar> = {
    let text = Array(OSASources.version.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
    copy.initialize(from: text, count: text.count)
    return UnsafePointer(copy)
  }()

  /// Copies the request in and the document out; touches no memory that a length does not vouch for.
  static func answer(
    _ request: UnsafePointer<CChar>?, _ requestLength: UInt64,
    _ document: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ documentLength: UnsafeMutablePointer<UInt64>?,
    _ work: ([UInt8]) -> Answer
  ) -> Int32 {
    guard let document, let documentLength else { return OSA_SOURCES_UNUSABLE }
    document.pointee = nil
    documentLength.pointee = 0
    let answer: Answer
    if let request, requestLength <= UInt64(requestLimit) {
      let bytes = UnsafeRawBufferPointer(start: request, count: Int(requestLength))
      answer = work([UInt8](bytes))
    } else {
      // An empty or refused request gets the facade's own error.
      answer = request == nil ? work([]) : OSASources.refused(length: requestLength, limit: UInt64(requestLimit))
    }
    guard let copy = copied(answer.document) else { return OSA_SOURCES_UNUSABLE }
    document.pointee = copy
    documentLength.pointee = UInt64(answer.document.count)
    return answer.status
  }

  /// `OSA_SOURCES_REQUEST_LIMIT`, which Swift cannot import.
  private static let requestLimit = 64 << 20

  private static func copied(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar>? {
    guard let memory = malloc(bytes.count + 1) else { return nil }
    bytes.withUnsafeBytes { source in
      if let base = source.baseAddress { memcpy(memory, base, bytes.count) }
    }
    memory.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self)
    return memory.assumingMemoryBound(to: CChar.self)
  }
}
