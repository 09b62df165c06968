import ArgumentParser
import OSASources

/// `osa-sources`.
public struct OSASourcesCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "osa-sources",
    abstract: "Explain, check and build what an OpenStack-Ansible deployment installs from source.",
    discussion: """
      PATH is a checkout, a directory or a file; several are one deployment, usually the openstack-ansible checkout, \
      the roles directory and /etc/openstack_deploy. Data goes to standard output, diagnostics to standard error. \
      Exit status: 0 clean, 1 findings at error level, 2 could not run.
      """,
    version: OSASources.version,
    subcommands: [
      CatalogueCommand.self, ExplainCommand.self, CheckCommand.self, ConvertCommand.self, ConstraintsCommand.self,
      PlanCommand.self,
      FetchCommand.self,
      SchemaCommand.self,
      GuardCommand.self,
    ])

  public init() {}
}
