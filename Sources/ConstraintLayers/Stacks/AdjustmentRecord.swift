import TextFiles

/// What an adjustment made of a line.
package final class Relaxation: Sendable {
  /// The line as its layer states it.
  package let stated: ConstraintLine
  /// Where relaxing it is asked for.
  package let location: Location

  init(_ stated: ConstraintLine, at location: Location) {
    self.stated = stated
    self.location = location
  }
}

extension ConstraintLayer {
  /// A line that an adjustment took out.
  package struct Removed: Sendable {
    package let line: ConstraintLine
    /// Where removing it is asked for.
    package let location: Location
  }
}
