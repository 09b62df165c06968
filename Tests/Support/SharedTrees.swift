import Foundation

/// Real OpenStack-Ansible trees beside the checkout, unpacked once; nil where they are not.
public enum SharedTrees {
  public static let master = unpack("master-2026-07", top: "modern-tree")
  public static let pike = unpack("pike-16.0.0", top: "pike-tree")

  /// The three PATHs of a deployment, in OSA's own order.
  public static func paths(_ tree: String) -> [String] {
    ["opt/openstack-ansible", "etc/ansible/roles", "etc/openstack_deploy"].map { tree + "/" + $0 }
  }

  private static func unpack(_ name: String, top: String) -> String? {
    let archive = Vectors.root.appendingPathComponent("../shared/data/trees/\(name).tar.xz").standardizedFileURL.path
    guard FileManager.default.fileExists(atPath: archive) else { return nil }
    let folder = NSTemporaryDirectory() + "osa-sources-trees-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard let done = try? Program("/usr/bin/env", ["tar", "-xJf", archive, "-C", folder]), done.status == 0 else {
      return nil
    }
    return folder + "/" + top
  }
}
