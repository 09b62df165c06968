import BuildPlanning
import Diagnostics
import PythonPackaging
import SourceCatalogue

/// What of a plan's sources a run asks for, and which it leaves alone because of what the deployment says of them.
package struct FetchChoice: Sendable {
  package private(set) var requests: [FetchRequest] = []
  /// Failed before anything ran, each with a finding of the catalogue or the plan.
  package private(set) var refused: [FetchResult] = []

  package init(_ plan: Plan, of catalogue: Catalogue) {
    for (request, source) in FetchRequest.requests(plan.fetch) {
      if let error = catalogue.sourceErrors[source] {
        refuse(request, error)
      } else {
        requests.append(request)
      }
    }
    for missing in plan.missing {
      refuse(Self.request(missing, besides: requests + refused.map(\.request)), catalogue.error(about: missing))
    }
  }

  private mutating func refuse(_ request: FetchRequest, _ reason: Diagnostic) {
    guard !refused.contains(where: { $0.request.name == request.name }) else { return }
    var result = FetchResult(request)
    result.failure = FetchFailure(.unplannable, URLText.redacted(reason.message))
    refused.append(result)
  }

  /// An architecture without an archive, where others of the source have one, has a folder of its own name.
  private static func request(_ missing: MissingSource, besides others: [FetchRequest]) -> FetchRequest {
    let isPart = others.contains { $0.name == missing.name || $0.name.hasPrefix(missing.name + "-") }
    let name = missing.architecture.flatMap { isPart ? missing.name + "-" + $0 : nil } ?? missing.name
    return FetchRequest(
      name: name, addresses: [],
      content: missing.kind == .archive ? .archive(sha256: nil) : .git(Reference(.unresolved, "")),
      location: missing.reason.location)
  }

  /// The results of the requests with what was refused, by name.
  package func all(_ results: [FetchResult]) -> [FetchResult] {
    (results + refused).sorted { bytewise($0.request.name, $1.request.name) }
  }
}

extension Catalogue {
  /// A key that is misspelt explains that another is missing.
  fileprivate func error(about missing: MissingSource) -> Diagnostic { sourceErrors[missing.name] ?? missing.reason }
}
