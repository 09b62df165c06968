import COSASources
import OSASources

@c @implementation
public func osa_sources_abi_version() -> Int32 { OSASources.abiVersion }
