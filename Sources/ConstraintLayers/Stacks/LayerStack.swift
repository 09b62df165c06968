import Diagnostics
import SourceCatalogue
import TextFiles

/// Which layers count for a venv, highest first, and where each one's text comes from.
package struct LayerStack {
  enum Content {
    case declared(ConstraintLayerDefinition.Content)
    case given(GivenLayer.Content)
    /// Constraints that a venv's own list holds.
    case lines([Located<String>])
  }

  struct Slot {
    let name: String
    var content: Content
    let location: Location?
    var adjustments = ConstraintAdjustments()

    /// What tells the texts of one name apart; nil for what is read in no time.
    var path: String? {
      switch content {
      case .given(.file(let file)), .given(.text(_, let file)), .declared(.file(let file)): file.displayPath
      case .declared(.source(let name, let path)): name + ":" + path
      case .given(.lines), .declared, .lines: nil
      }
    }
  }

  /// Names that every deployment may use; a deployment without them has nothing to say there.
  static let usual = ["user", "service", "pins", "upper"]

  private(set) var slots: [Slot] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// What the venv changes of all layers.
  private var adjustments = ConstraintAdjustments()
  private var texts = SourceTexts()

  /// Without a deployment the given layers count in their order.
  package init(given: [GivenLayer]) {
    slots = given.map { Slot(name: $0.name, content: .given($0.content), location: nil) }
  }

  /// The layers of a deployment, or of one of its venvs, with given texts in the places of declared ones, and `texts`
  /// for those that are files of sources.
  package init(_ catalogue: Catalogue, venv: Venv?, given: [GivenLayer], texts: SourceTexts = SourceTexts()) {
    self.texts = texts
    slots = catalogue.layers.filter { !$0.name.isEmpty }.map { layer in
      Slot(
        name: layer.name, content: .declared(layer.content), location: layer.origin.location,
        adjustments: layer.adjustments)
    }
    diagnostics = catalogue.layers.filter(\.name.isEmpty).map { .unnamedLayer(at: $0.origin.location) }
    let known = slots.map(\.name)
    for layer in given { insert(layer) }
    guard let venv else { return }
    apply(venv, known: known, catalogue)
    adjustments = venv.adjustments
  }

  // MARK: Given layers

  /// A new name stands below `user` and `service` and above everything else.
  private mutating func insert(_ layer: GivenLayer) {
    let slot = Slot(name: layer.name, content: .given(layer.content), location: nil)
    if let index = slots.firstIndex(where: { $0.name == layer.name }) {
      slots[index].content = slot.content
    } else {
      let place = slots.firstIndex { Self.rank($0.name) > Self.rank(layer.name) }
      slots.insert(slot, at: place ?? slots.endIndex)
    }
  }

  private static func rank(_ name: String) -> Int {
    guard let place = usual.firstIndex(of: name) else { return 2 }
    return place < 2 ? place : place + 1
  }

  // MARK: Venvs

  /// A venv's list names its layers in order, or adds constraints to the usual ones.
  private mutating func apply(_ venv: Venv, known: [String], _ catalogue: Catalogue) {
    for entry in venv.constraints where entry.kind == .file { replaceUpper(Self.address(entry.text), catalogue) }
    let lines = venv.constraints.filter { $0.kind == .line }.map(\.text)
    let own = Slot(name: venv.name, content: .lines(lines), location: lines.first?.origin.location)
    guard venv.constraints.contains(where: { $0.kind == .layer }) else {
      if !lines.isEmpty { slots.insert(own, at: slots.firstIndex { Self.rank($0.name) > 0 } ?? slots.endIndex) }
      return
    }
    var ordered: [Slot] = []
    var isOwnPlaced = lines.isEmpty
    for entry in venv.constraints {
      switch entry.kind {
      case .file: continue
      case .line:
        if !isOwnPlaced { ordered.append(own) }
        isOwnPlaced = true
      case .layer:
        if let slot = slots.first(where: { $0.name == entry.text.value }) {
          ordered.append(slot)
        } else if !Self.usual.contains(entry.text.value) {
          let names = Self.usual + known.filter { !Self.usual.contains($0) }
          diagnostics.append(.unknownLayer(entry.text.value, known: names, at: entry.text.origin.location))
        }
      }
    }
    slots = ordered
  }

  /// `--constraint ADDRESS` is what the flat variables call upper-constraints. The address of the pinned requirements
  /// commit is the same file as in that source, which can be fetched, mirrored and verified.
  private mutating func replaceUpper(_ address: Located<String>, _ catalogue: Catalogue) {
    guard let index = slots.firstIndex(where: { $0.name == "upper" }) else {
      slots.append(Slot(name: "upper", content: .declared(.url(address)), location: address.origin.location))
      return
    }
    if case .given = slots[index].content { return }
    if case .source(let name, _)? = catalogue.layers.first(where: { $0.name == "upper" })?.content,
      let commit = catalogue.sources[name]?.reference?.value, commit.kind == .commit,
      address.value.hasSuffix("/constraints/upper/" + commit.value)
    {
      slots[index].content =
        catalogue.layers.first { $0.name == "upper" }.map { .declared($0.content) } ?? slots[index].content
      return
    }
    slots[index].content = .declared(.url(address))
  }

  static func address(_ text: Located<String>) -> Located<String> {
    text.map { option in
      for prefix in ["--constraint", "-c"] where option.hasPrefix(prefix) {
        return String(option.dropFirst(prefix.count).drop { $0 == " " || $0 == "=" || $0 == "\t" })
      }
      return option
    }
  }

  // MARK: Places

  /// Where the text of a layer is declared to be; nil where it was given, or stands in the deployment itself.
  package func place(of layer: String) -> ConstraintLayerDefinition.Content? {
    guard case .declared(let content)? = slots.first(where: { $0.name == layer })?.content else { return nil }
    return content
  }

  /// The files of sources that are layers.
  package var sourcePlaces: [SourceTexts.Place] {
    slots.compactMap { slot in
      guard case .declared(.source(let name, let path)) = slot.content, !Template.mayHoldTemplate(name + path) else {
        return nil
      }
      return SourceTexts.Place(source: name, path: path)
    }
  }

  // MARK: Reading

  /// Reads every layer; one whose text is not at hand says nothing, with a finding.
  package func read(
    _ catalogue: Catalogue?, with reader: ConstraintLayerReader = ConstraintLayerReader(), memo: LayerMemo = LayerMemo()
  ) -> [ConstraintLayer] {
    let layers = slots.flatMap { slot in
      let layer = slot.path.map { path in
        memo.layer(slot.name, path) { read(slot, catalogue, reader) }
      }
      return Self.adjusted(
        [layer ?? read(slot, catalogue, reader)], slot.adjustments, as: slot.name + ".replaced")
    }
    return Self.adjusted(layers, adjustments, as: "replaced")
  }

  private func read(_ slot: Slot, _ catalogue: Catalogue?, _ reader: ConstraintLayerReader) -> ConstraintLayer {
    switch slot.content {
    case .given(.file(let file)): reader.read(slot.name, file: file)
    case .given(.text(let text, let file)): Self.reader(of: Array(text.utf8)).read(slot.name, file: file)
    case .given(.lines(let lines)):
      reader.read(slot.name, lines: lines.enumerated().map { ($1, Location(file: .caller, line: $0 + 1)) })
    case .lines(let lines), .declared(.lines(let lines)):
      reader.read(slot.name, lines: lines.map { ($0.value, $0.origin.location) })
    case .declared(.file(let file)) where Template.mayHoldTemplate(file.path): Self.missing(slot, "`\(file.path)`")
    case .declared(.file(let file)): reader.read(slot.name, file: file, namedAt: slot.location)
    case .declared(.source(let name, let path)): checkout(name, path, slot, catalogue, reader)
    case .declared(.url(let url)): Self.missing(slot, "`\(url.value)`")
    }
  }

  /// The layers with what is changed of them; lines that replace others stand above, so that their markers count.
  private static func adjusted(
    _ layers: [ConstraintLayer], _ declared: ConstraintAdjustments, as name: String
  ) -> [ConstraintLayer] {
    guard !declared.isEmpty else { return layers }
    var layers = layers
    let (adjustments, faults) = Adjustment.declared(declared)
    let unmatched = Adjustment.apply(adjustments, to: &layers, replacedIn: name)
    if layers.isEmpty { layers.append(ConstraintLayer(name: name)) }
    layers[0].diagnostics += faults + unmatched
    return layers
  }

  private static func reader(of bytes: [UInt8]) -> ConstraintLayerReader {
    ConstraintLayerReader { _, reference throws(ReadFailure) in TextFile(reference: reference, bytes: bytes) }
  }

  /// The file of a source that is a folder of this machine, or whose text is at hand; any other somebody must fetch first.
  private func checkout(
    _ name: String, _ path: String, _ slot: Slot, _ catalogue: Catalogue?, _ reader: ConstraintLayerReader
  ) -> ConstraintLayer {
    if let source = catalogue?.sources[name], source.kind == .path, let folder = source.folder,
      !Template.mayHoldTemplate(path)
    {
      let file = FileReference(
        root: folder.root, path: folder.path + "/" + path, displayPath: folder.displayPath + "/" + path)
      return reader.read(slot.name, file: file, namedAt: slot.location)
    }
    if let text = texts[SourceTexts.Place(source: name, path: path)] {
      return Self.reader(of: text.bytes).read(slot.name, file: text.reference)
    }
    let reference = catalogue?.sources[name]?.reference.map { " at `\($0.value.value)`" } ?? ""
    return Self.missing(slot, "`\(path)` of source `\(name)`\(reference)")
  }

  private static func missing(_ slot: Slot, _ what: String) -> ConstraintLayer {
    var layer = ConstraintLayer(name: slot.name)
    layer.isGiven = false
    layer.diagnostics = [.layerNotGiven(slot.name, what, at: slot.location)]
    return layer
  }
}
