/// Layers that were read: the venvs of a deployment look at the same files.
package final class LayerMemo {
  private var layers: [String: ConstraintLayer] = [:]

  package init() {}

  func layer(_ name: String, _ path: String, _ read: () -> ConstraintLayer) -> ConstraintLayer {
    let key = name + "\0" + path
    if let known = layers[key] { return known }
    let layer = read()
    layers[key] = layer
    return layer
  }
}
