import Diagnostics
import PythonPackaging
import TextFiles

/// Constraint files to layers: every line that pip refuses is a finding, and the others count (docs/decisions/0032). Only
/// an editable ends the layer, which states what stood before.
package struct ConstraintLayerReader {
  private let files: LayerFiles

  /// - Parameter reading: the file of a path; from disk unless something else is given.
  package init(reading: @escaping (String, FileReference) throws(ReadFailure) -> TextFile = Self.fromDisk) {
    files = LayerFiles(reading)
  }

  package static func fromDisk(_ path: String, _ reference: FileReference) throws(ReadFailure) -> TextFile {
    try FileReading.read(path, as: reference)
  }

  /// Reads a file and what it includes.
  ///
  /// - Parameter place: where the file is named; the file itself where nobody names it.
  package func read(_ name: String, file reference: FileReference, namedAt place: Location? = nil) -> ConstraintLayer {
    var layer = ConstraintLayer(name: name)
    let path = RelativePath.normalized(reference.displayPath)
    files.begin(path, reference)
    let parsed = RequirementFileReader.read(
      reference.displayPath, isConstraint: true, stopsAtFirstFault: false,
      RequirementFileReader.Surroundings(read: files.bytes))
    layer.files = files.opened
    add(parsed, to: &layer, namedAt: place ?? Location(file: reference))
    return layer
  }

  /// Reads lines that stand in a variable; each has a place of its own.
  package func read(_ name: String, lines: [(text: String, location: Location)]) -> ConstraintLayer {
    var layer = ConstraintLayer(name: name)
    for (text, location) in lines {
      let bytes = LegacySeparator.replaced(
        Array(text.utf8), report: { _ in layer.diagnostics.append(.legacySeparator(text, at: location)) })
      let parsed = RequirementFileReader.parse(bytes, path: "line", isConstraint: true)
      for fault in parsed.faults { layer.diagnostics.append(.invalidLine(fault, in: name, at: location)) }
      for entry in parsed.entries { add(entry, at: location, to: &layer) }
      // As in a file, an editable ends the layer.
      if parsed.faults.contains(where: { $0.kind == .editableConstraint }) { break }
    }
    return layer
  }

  private func add(_ parsed: RequirementFile, to layer: inout ConstraintLayer, namedAt place: Location) {
    func location(_ position: RequirementFile.Position) -> Location {
      Location(file: files.reference(parsed.path(of: position)), line: position.line, column: position.column)
    }
    for found in files.separators { layer.diagnostics.append(.legacySeparator(found.text, at: found.location)) }
    for entry in parsed.entries { add(entry, at: location(entry.position), to: &layer) }
    for fault in parsed.faults {
      layer.diagnostics.append(.invalidLine(fault, in: layer.name, at: fault.position.map(location) ?? place))
      if fault.kind == .unreadable, fault.position == nil { layer.isGiven = false }
    }
  }

  private func add(_ entry: RequirementFile.Entry, at location: Location, to layer: inout ConstraintLayer) {
    if entry.isEditable {
      // A file that `-r` includes: pip takes it for requirements, and refuses them as constraints.
      layer.diagnostics.append(.editableConstraint(entry.text, at: location))
      return
    }
    guard let requirement = entry.requirement else {
      layer.diagnostics.append(.unnamedConstraint(entry.text, at: location))
      return
    }
    guard entry.extras.isEmpty else {
      layer.diagnostics.append(.constraintWithExtras(entry.text, at: location))
      return
    }
    if let marker = requirement.marker, let fault = marker.fault {
      let place = MarkerPlace.location(of: marker, in: entry.text, at: location, files: layer.files)
      layer.diagnostics.append(.undecidableMarker(marker, fault, at: place))
      return
    }
    layer.lines.append(ConstraintLine(requirement, hashes: entry.hashes, at: location))
  }
}

extension Marker {
  /// False for what nearly every marker is: comparisons with a plain variable, which have a truth value in any
  /// environment, so that nothing need be evaluated.
  private var mayBeUndecidable: Bool { Self.mayBeUndecidable(expression) }

  private static func mayBeUndecidable(_ expression: Expression) -> Bool {
    switch expression {
    case .comparison(let comparison):
      guard comparison.operator != .compatible, comparison.operator != .arbitrary else { return true }
      switch (comparison.left, comparison.right) {
      case (.variable(let variable), _), (.value, .variable(let variable)): return variable.isSet
      case (.value, .value): return true
      }
    case .list(let elements, _): return elements.contains(where: mayBeUndecidable)
    }
  }

  /// Why the marker has no truth value in a constraint file, wherever it is evaluated.
  fileprivate var fault: MarkerFault? {
    guard mayBeUndecidable, let probe = MarkerEnvironment(python: "3.12") else { return nil }
    do throws(MarkerFault) {
      _ = try evaluate(in: probe)
      return nil
    } catch {
      return error
    }
  }
}
