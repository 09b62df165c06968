import JSONText
import SourceCatalogue

/// The views of repo_build as JSON; each is a member of its own name.
package struct RepoBuildJSON {
  package enum View: String, Sendable, CaseIterable {
    case wheelList = "wheel_list"
    case constraintList = "constraint_list"
    case cloneList = "clone_list"
    case venvList = "venv_list"
    /// All four.
    case all = "repo_build"
  }

  private let build: RepoBuild
  private let view: View

  package init(_ build: RepoBuild, view: View) {
    self.build = build
    self.view = view
  }

  package func write(to writer: inout JSONWriter) {
    if isWanted(.wheelList) { writer.strings(View.wheelList.rawValue, build.wheels().map(\.line)) }
    if isWanted(.constraintList) {
      let found = build.constraints()
      writer.object(View.constraintList.rawValue) { writer in
        writer.strings("git", found.git)
        writer.strings("overrides", found.overrides)
        writer.strings("pins", found.pins)
        writer.strings("upper", found.upper)
      }
    }
    if isWanted(.cloneList) {
      writer.array(View.cloneList.rawValue, build.clones()) { writer, clone in
        writer.beginObject()
        writer.member("name", clone.name)
        writer.member("url", clone.url)
        writer.member("version", clone.version)
        writer.member("dest", clone.destination)
        writer.member("project_group", clone.projectGroup)
        writer.endObject()
      }
    }
    if isWanted(.venvList) {
      writer.array(View.venvList.rawValue, build.venvs()) { writer, venv in
        writer.beginObject()
        writer.member("role", venv.role)
        writer.member("name", venv.name)
        writer.member("project_group", venv.projectGroup)
        writer.strings("requirements", venv.requirements)
        writer.member("index_allowed", venv.isIndexAllowed)
        writer.endObject()
      }
    }
  }

  private func isWanted(_ part: View) -> Bool { view == .all || view == part }
}
