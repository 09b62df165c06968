import Glibc

/// What a change under review (`refs/changes/...`) names. A review server has so many of them that listing is no way to
/// ask: the one is fetched, alone, into a scratch repository.
struct ChangeReference: Sendable {
  let git: Git
  let address: GitAddress

  func ask(_ change: String) throws(FetchFailure) -> RemoteReferences.Answer {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    let scratch = Temporaries.path(of: folder + "/osa-sources-change")
    defer { Folder.remove(scratch) }
    do { _ = try BareRepository.make(scratch, commit: "") } catch { throw FetchFailure(error) }
    do {
      _ = try git.remote(
        ["fetch", "--progress", "--no-tags", "--no-recurse-submodules", "--no-write-fetch-head", "--depth=1"],
        values: [address.argument, change + ":refs/heads/change"], repository: scratch, address: address)
    } catch let failure where failure.kind == .unadvertised {
      throw FetchFailure(.noSuchReference, "the repository has no change `\(change)`")
    }
    let output = try git.local(["rev-parse", "--verify", "--quiet", "refs/heads/change^{commit}"], repository: scratch)
    return RemoteReferences.Answer(
      commit: String(decoding: output.prefix { $0 != 0x0A }, as: UTF8.self), kind: .change, remark: nil)
  }
}
