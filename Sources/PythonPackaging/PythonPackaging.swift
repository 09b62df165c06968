package struct Version { package init?(_ s: String) { return nil } }
package enum PackageName { package static func canonical(_ s: String) -> String { s } }
package struct Requirement { package struct E: Error {}
 package init(parsing s: String) throws(E) { throw E() }
 package var name: String { "" }; package var extras: [String] { [] }; package var url: String? { nil } }
package struct VCSURL { package init?(_ s: String) { return nil }; package var egg: String?; package var url: String; package var ref: String?; package var subdirectory: String? }
package enum URLText { package static func redacted(_ s: String) -> String { s } }
