import Diagnostics
import PythonPackaging
import TextFiles

/// The wording of every finding of this layer.
extension Diagnostic {
  // MARK: Reading

  static func invalidLine(_ fault: RequirementFile.Fault, in layer: String, at location: Location?) -> Diagnostic {
    if fault.kind == .unreadable {
      return Diagnostic(.unreadableLayer, "layer `\(layer)` cannot be read: \(fault.message)", at: location)
    }
    return Diagnostic(
      .invalidConstraint, "pip refuses this constraint: \(fault.message)", at: location,
      hint: fault.hint
        ?? (fault.kind == .editableConstraint
          ? "name a version; what follows the line is not read" : "correct the line; it counts for nothing here"))
  }

  static func editableConstraint(_ text: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidConstraint, "`\(text)` is editable, which no constraint can be", at: location,
      hint: "name a version")
  }

  static func unnamedConstraint(_ text: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidConstraint, "`\(text)` names no project", at: location, hint: "write `NAME @ \(text)`")
  }

  static func constraintWithExtras(_ text: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .invalidConstraint, "`\(text)` has extras, which no constraint can have", at: location,
      hint: "leave the brackets out: a constraint holds for every extra")
  }

  static func undecidableMarker(_ marker: Marker, _ fault: MarkerFault, at location: Location) -> Diagnostic {
    let reason =
      switch fault {
      case .undefinedName(let name): "`\(name)` has no value in a constraint file"
      case .undefinedComparison(let comparison): "`\(comparison)` compares what has no order"
      }
    return Diagnostic(
      .undecidableMarker, "marker `\(marker)` has no truth value: \(reason)", at: location,
      hint: "pip and uv refuse or ignore the line; it counts for nothing here")
  }

  static func neverApplying(_ line: ConstraintLine, _ marker: Marker) -> Diagnostic {
    Diagnostic(
      .neverApplying, "`\(line.requirement)` speaks nowhere: no environment fits `\(marker)`", at: line.location,
      hint: marker.description.holds("extra")
        ? "`extra` is empty in a constraint file; leave it out" : "correct the marker, or leave the line out")
  }

  static func legacySeparator(_ line: String, at location: Location) -> Diagnostic {
    Diagnostic(
      .legacyMarkerSeparator, "`:` separates the marker in `\(line)`", at: location,
      hint: "pip would read all of it as one version; write `;`")
  }

  // MARK: Merging

  static func doubleConstraint(
    _ line: ConstraintLine, after first: ConstraintLine, in layer: String
  ) -> Diagnostic {
    let isSame = line.states(sameAs: first)
    let message =
      isSame
      ? "layer `\(layer)` states `\(first.requirement)` twice"
      : "layer `\(layer)` says `\(first.requirement)` and `\(line.requirement)` for the same environments"
    return Diagnostic(
      .doubleConstraint, message, at: line.location, related: [.init("the first one counts", at: first.location)],
      hint: isSame ? "leave one out" : "pip applies both; leave one out, or give them markers that exclude each other",
      severity: isSame ? .note : .warning)
  }

  static func tooManyMarkers(_ name: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .tooManyMarkers, "the markers of `\(name)` are too many to be merged for every environment", at: location,
      hint: "ask for one environment, or write fewer and simpler markers")
  }

  static func unsayableMarker(_ line: ConstraintLine) -> Diagnostic {
    Diagnostic(
      .tooManyMarkers, "no marker says where `\(line.requirement)` holds beside the lines above it", at: line.location,
      hint: "ask for one environment, or write fewer and simpler markers, without `platform_release`")
  }

  static func constrainedSource(_ line: ConstraintLine, source: String) -> Diagnostic {
    Diagnostic(
      .constrainedSource, "`\(line.requirement)` says nothing: `\(line.name)` is built from source `\(source)`",
      at: line.location, hint: "set the source's reference, or leave the line out")
  }

  // MARK: Adjusting

  static func unmatchedAdjustment(_ what: String, _ name: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .unmatchedAdjustment, "nothing to \(what): no layer constrains `\(name)`", at: location,
      hint: "leave it out, or correct the name")
  }

  // MARK: Deployments

  static func layerNotGiven(_ layer: String, _ what: String, at location: Location?) -> Diagnostic {
    Diagnostic(
      .layerNotGiven, "layer `\(layer)` is left out: \(what) is not at hand", at: location,
      hint: "give its text with `--layer \(layer)=FILE`, in a play by `layers=[{'name': '\(layer)', 'text': ...}]`")
  }

  static func unnamedLayer(at location: Location) -> Diagnostic {
    Diagnostic(
      .unnamedLayer, "a layer has no name, so that nothing can say where it stands: it is left out", at: location,
      hint: "name it; a layer that is none of `user`, `service`, `pins` and `upper` stands between `service` and `pins`"
    )
  }

  static func unknownLayer(_ layer: String, known: [String], at location: Location?) -> Diagnostic {
    Diagnostic(
      .unknownLayer, "no layer is called `\(layer)`", at: location,
      hint: "known layers: \(known.joined(separator: ", "))")
  }

  static func restatedPin(_ line: ConstraintLine, _ other: ConstraintLine, layer: String) -> Diagnostic {
    Diagnostic(
      .restatedPin, "`\(line.requirement)` says what layer `\(layer)` says anyway", at: line.location,
      related: [.init("`\(other.requirement)`", at: other.location)], hint: "leave the pin out")
  }

  static func conflictingRequirement(
    _ requirement: String, at location: Location, with line: ConstraintLine, layer: String, venv: String,
    where marker: Marker?
  ) -> Diagnostic {
    Diagnostic(
      .conflictingRequirement,
      "venv `\(venv)` requires `\(requirement)`, which `\(line.requirement)` rules out"
        + (marker.map { " where `\($0)`" } ?? ""),
      at: location, related: [.init("layer `\(layer)`", at: line.location)],
      hint: "loosen the requirement, or constrain the name in a higher layer")
  }

  static func mixedSeries(
    venv: String, series: String, at location: Location, layer: String, other: String, layerLocation: Location
  ) -> Diagnostic {
    Diagnostic(
      .otherSeries, "venv `\(venv)` is of series `\(series)`, layer `\(layer)` of series `\(other)`", at: location,
      related: [.init("series `\(other)`", at: layerLocation)],
      hint: "take both from one series, or give the venv an upper-constraints of its own")
  }
}
