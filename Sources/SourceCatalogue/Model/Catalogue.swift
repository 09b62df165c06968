import Diagnostics
import TextFiles

/// Every fact about sources, venvs and constraint layers of one deployment.
package struct Catalogue: Sendable {
  /// How the tree hands group_vars to Ansible.
  package enum GroupVarsOrder: String, Sendable {
    /// `inventory/group_vars` beside the inventory, then those of `/etc/openstack_deploy`: since OSA 17.
    case inventory
    /// `GROUP_VARS_PATH` of OSA 14 to 16: folders in the order listed, per group.
    case groupVarsPath = "GROUP_VARS_PATH"
  }

  /// By key; iterate in the order of `sourceNames`.
  package var sources: [String: Source] = [:]
  package var venvs: [String: Venv] = [:]
  package var layers: [ConstraintLayerDefinition] = []
  /// Base URLs of the structured format, by name.
  package var hosts: [String: BaseURL] = [:]
  /// Where addresses are short for a base URL and a path (`opendev:openstack/nova`), as they are written.
  package var shortAddresses: [Location: String] = [:]
  /// The series that the deployment says it is (`2026.1`).
  package var series: Located<String>?
  /// The files of the structured format among those that were read.
  package var documents: [FileReference] = []
  /// A document says that its lists take sources by name, as roles of releases 14 to 17 do, for what pip gets.
  package var takesSourcesByName = false
  package var groupVarsOrder = GroupVarsOrder.inventory
  package var diagnostics: [Diagnostic] = []
  /// By key, where findings about a source or a venv stand: nothing in it says where what it refused was written.
  package var findingPlaces: [String: [Location]] = [:]
  /// The key of places of findings about a whole document, which may concern every entry.
  static let wholeDocument = ""
  /// By key, the first error about a source: whoever obtains sources leaves it alone.
  package var sourceErrors: [String: Diagnostic] = [:]
  /// Errors about documents of the structured format that are about no single source or venv.
  var documentErrors: [Diagnostic] = []
  /// Every file that was read, in order.
  package var files: [TextFile] = []

  package init() {}

  package var sourceNames: [String] { sources.keys.inByteOrder() }
  package var venvNames: [String] { venvs.keys.inByteOrder() }
}

/// The order of every listing: bytes, not the locale's or Unicode's.
package func bytewise(_ a: String, _ b: String) -> Bool { ByteOrder.precedes(a, b) }
