import COSASources
import Glibc
import OSASources

@c @implementation
public func osa_sources_abi_version() -> Int32 { OSASources.abiVersion }

@c @implementation
public func osa_sources_version() -> UnsafePointer<CChar> { Handover.version }

@c @implementation
public func osa_sources_catalogue(
  _ request: UnsafePointer<CChar>?, _ request_length: UInt64,
  _ document: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ document_length: UnsafeMutablePointer<UInt64>?
) -> Int32 { Handover.answer(request, request_length, document, document_length, OSASources.catalogue) }

@c @implementation
public func osa_sources_constraints(
  _ request: UnsafePointer<CChar>?, _ request_length: UInt64,
  _ document: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ document_length: UnsafeMutablePointer<UInt64>?
) -> Int32 { Handover.answer(request, request_length, document, document_length, OSASources.constraints) }

@c @implementation
public func osa_sources_plan(
  _ request: UnsafePointer<CChar>?, _ request_length: UInt64,
  _ document: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ document_length: UnsafeMutablePointer<UInt64>?
) -> Int32 { Handover.answer(request, request_length, document, document_length, OSASources.plan) }

@c @implementation
public func osa_sources_parse(
  _ request: UnsafePointer<CChar>?, _ request_length: UInt64,
  _ document: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ document_length: UnsafeMutablePointer<UInt64>?
) -> Int32 { Handover.answer(request, request_length, document, document_length, OSASources.parse) }

@c @implementation
public func osa_sources_free(_ document: UnsafeMutablePointer<CChar>?) { free(document) }
