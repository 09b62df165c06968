import PythonPackaging

/// What one service installs into a virtual environment of its own.
package struct Venv: Hashable, Sendable {
  /// One entry of a pip list.
  package struct Requirement: Hashable, Sendable {
    /// The entry with its variables resolved, as pip would get it; the written text where one could not be.
    package var text: Located<String>
    /// The source that it installs, by its key in the catalogue.
    package let source: String?
    /// The distribution's canonical name (PEP 503); nil where the entry could not be read.
    package let name: String?
    /// Still holds a variable.
    package let isUnresolved: Bool
    /// The operating system or install method whose variable file has the entry (`debian`, `redhat-9`), or
    /// `Venv.mainAlternative`; nil for all.
    package var alternative: String?
    /// Of an entry of a source that still holds a variable; nil for every other.
    package var partialExtras: PartialExtras?
    /// When it is installed, as it is written, where that cannot be told; nil where it always is.
    package var condition: Located<String>?
    /// The text is that of a whole variable, in place of a list: what only Ansible can compute.
    package var isWholeList = false

    package init(
      text: Located<String>, source: String?, name: String?, isUnresolved: Bool, alternative: String? = nil
    ) {
      self.text = text
      self.source = source
      self.name = name
      self.isUnresolved = isUnresolved
      self.alternative = alternative
    }
  }

  /// The extras of an entry that cannot be resolved as a whole.
  package struct PartialExtras: Hashable, Sendable {
    package var known: [String] = []
    /// Parts that may be extras, as they are written, each where it stands.
    package var unresolved: [Located<String>] = []
  }

  /// Packages of the distribution that the venv needs, apart by when it needs them.
  package struct DistroPackages: Hashable, Sendable {
    /// By distribution (`debian`, `redhat-9`), `any`, or `main` where no other but `any` holds: names as written.
    package var build: [String: [Located<String>]] = [:]
    package var runtime: [String: [Located<String>]] = [:]
    /// Variables whose entries in `runtime` are the service itself, although their names do not say so.
    package var serviceVariables: Set<String> = []
  }

  /// What holds where no other alternative of the same list does: a role's default that some files replace.
  package static let mainAlternative = "main"
  /// What only an install from source needs, beside what its operating system needs (`vars/source_install.yml`).
  package static let sourceInstall = "source_install"
  /// What only an install of the distribution's own packages needs (`vars/distro_install.yml`).
  package static let distroInstall = "distro_install"
  /// Alternatives that replace no other: `main` holds beside them.
  package static let independentAlternatives: Set<String> = ["any", mainAlternative, sourceInstall, distroInstall]

  /// Whether an entry of `distroPackages.runtime` is the service itself, for installing without a venv.
  package func isService(_ package: Located<String>) -> Bool { isService(variable: package.origin.variable) }

  func isService(variable: String) -> Bool {
    Self.isService(variable: variable) || distroPackages.serviceVariables.contains(variable)
  }

  /// Whether a variable's name says so: `<service>_service_distro_packages`, or `distro_packages.service` of the
  /// structured format.
  package static func isService(variable: String) -> Bool {
    variable.hasSuffix("_service_distro_packages") || variable.holds(".distro_packages.service")
  }

  /// One entry of the venv's own constraints: a layer's name, a constraint line, or `--constraint URL`.
  package struct Constraint: Hashable, Sendable {
    package enum Kind: String, Sendable {
      case layer
      case line
      case file
    }
    package let kind: Kind
    package let text: Located<String>

    package init(kind: Kind, text: Located<String>) {
      self.kind = kind
      self.text = text
    }
  }

  package let name: String
  /// The role that installs it.
  package var role: String?
  /// What states the role; nil where only the folder of its files does.
  package var roleOrigin: Origin?
  package var requirements: [Requirement] = []
  /// Sets that a deployer can add, by name.
  package var optional: [String: [Requirement]] = [:]
  /// Packages that the deployer adds (`*_user_pip_packages`).
  package var user: [Requirement] = []
  /// Installed on the host instead of in the venv (`*_requires_pip_packages`, OSA 14 to 18).
  package var host: [Requirement] = []
  /// Needs a licence of the deployer (`*_proprietary_*`), by name.
  package var proprietary: [String: [Requirement]] = [:]
  /// The interpreter that makes the venv.
  package var python: Located<String>?
  package var constraints: [Constraint] = []
  /// What is changed of the layers' lines for this venv.
  package var adjustments = ConstraintAdjustments()
  /// What OSA 14 to 18 constrained a venv with in developer mode.
  package var developerConstraints: [Constraint] = []
  /// The directory's name of the venv (`*_venv_tag`).
  package var tag: Located<String>?
  package var upperConstraints: Located<String>?
  /// Options of the deployer for `pip install`, in one line as a shell splits it; nil where there are none.
  package var pipArguments: Located<String>?
  package var distroPackages = DistroPackages()
  /// Distribution packages whose Python modules are linked into the venv, by distribution or `any`.
  package var systemPackages: [String: [Located<String>]] = [:]
  package var groups: [Located<String>] = []
  package var environment: [String: Located<String>] = [:]
  /// By entries as documents spell them, when they are installed.
  package var conditions: [String: Located<String>] = [:]
  /// Whether a deployer empties one of its lists: it is a venv also where nothing is left to install.
  package var isEmptied = false
  /// Systems whose file says that a list of requirements is empty there, by the list's path in the structured format:
  /// neither `main` nor a less specific alternative holds on them. Packages of distributions say so by an empty list.
  package var emptyAlternatives: [String: [String: Origin]] = [:]

  /// The flat variables that a list is put together from, by its path in the structured format (`optional.compute`,
  /// `distro_packages.build`), with `alternatives.` before it for what single files give. Roles read these names alone.
  package var flatNames: [String: [String]] = [:]
  /// Where those are several: by path and variable, the entries that are not the first one's.
  package var flatEntries: [String: [String: [String]]] = [:]

  package init(name: String) {
    self.name = name
  }
}
