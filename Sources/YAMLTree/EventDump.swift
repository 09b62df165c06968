import CLibYAML

/// libyaml's events in the notation of the YAML test suite, to hold the library that is linked against it.
enum EventDump {
  /// nil where libyaml refuses the text.
  static func lines(of bytes: [UInt8]) -> [String]? {
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return nil }
    defer { yaml_parser_delete(&parser) }
    return bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(&parser, buffer.baseAddress, buffer.count)
      var found: [String] = []
      var event = yaml_event_t()
      while true {
        guard yaml_parser_parse(&parser, &event) == 1 else { return nil }
        defer { yaml_event_delete(&event) }
        if let line = line(of: event) { found.append(line) }
        if event.type == YAML_STREAM_END_EVENT { return found }
      }
    }
  }

  private static func line(of event: yaml_event_t) -> String? {
    switch event.type {
    case YAML_STREAM_START_EVENT: return "+STR"
    case YAML_STREAM_END_EVENT: return "-STR"
    case YAML_DOCUMENT_START_EVENT: return event.data.document_start.implicit == 1 ? "+DOC" : "+DOC ---"
    case YAML_DOCUMENT_END_EVENT: return event.data.document_end.implicit == 1 ? "-DOC" : "-DOC ..."
    case YAML_ALIAS_EVENT: return "=ALI *" + text(event.data.alias.anchor)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      let style = start.style == YAML_FLOW_SEQUENCE_STYLE ? " []" : ""
      return "+SEQ" + style + properties(start.anchor, start.tag)
    case YAML_SEQUENCE_END_EVENT: return "-SEQ"
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      let style = start.style == YAML_FLOW_MAPPING_STYLE ? " {}" : ""
      return "+MAP" + style + properties(start.anchor, start.tag)
    case YAML_MAPPING_END_EVENT: return "-MAP"
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return "=VAL" + properties(scalar.anchor, scalar.tag) + " " + indicator(scalar.style) + escaped(value)
    default: return nil
    }
  }

  private static func properties(
    _ anchor: UnsafeMutablePointer<UInt8>?, _ tag: UnsafeMutablePointer<UInt8>?
  ) -> String {
    (anchor.map { " &" + text($0) } ?? "") + (tag.map { " <" + text($0) + ">" } ?? "")
  }

  private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String {
    pointer.map { String(cString: $0) } ?? ""
  }

  private static func indicator(_ style: yaml_scalar_style_t) -> String {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: "'"
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: "\""
    case YAML_LITERAL_SCALAR_STYLE: "|"
    case YAML_FOLDED_SCALAR_STYLE: ">"
    default: ":"
    }
  }

  private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var result: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x5C: result += [0x5C, 0x5C]
      case 0x0A: result += [0x5C, 0x6E]
      case 0x0D: result += [0x5C, 0x72]
      case 0x09: result += [0x5C, 0x74]
      case 0x08: result += [0x5C, 0x62]
      default: result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
