import BuildPlanning
import JSONText

/// One wheel to build, of the plan document.
struct WheelStepJSON {
  let step: WheelStep

  init(_ step: WheelStep) {
    self.step = step
  }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.member("name", step.name)
    writer.member("digest", step.digest)
    writer.member("kind", step.kind.rawValue)
    writer.member("target", step.target.name)
    writer.member("python", step.python, orNull: true)
    switch step.kind {
    case .source:
      writer.redacted("distribution", step.distribution)
      writer.redacted("subdirectory", step.subdirectory)
      writer.member("fetch", step.fetch, orNull: true)
    case .dependencies:
      writer.redacted("requirements", step.requirements)
      writer.constraints(step.constraints)
    }
    writer.redacted("build_constraints", step.buildConstraints)
    writer.strings("venvs", step.venvs)
    writer.packages("distro_packages", step.packages)
    writer.pipEnvironment(step.pipEnvironment)
    writer.redacted("arguments", step.arguments)
    writer.endObject()
  }
}
