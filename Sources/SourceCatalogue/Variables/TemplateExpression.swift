/// The part of Jinja that source and venv variables need; whatever else a template holds is kept as unresolved.
///
///     text       := (literal | "{{" "-"? expression "-"? "}}")*
///     expression := filtered ("~" filtered)*
///     filtered   := primary (filter | test)*
///     filter     := "|" (("default" | "d") "(" arguments ")" | "ternary" "(" expression "," expression ")" | "bool")
///     arguments  := expression ("," ("boolean" "=")? ("true" | "True" | "false" | "False"))?
///     test       := "is" "not"? "defined"           behind a name only
///     primary    := name | string | integer | "(" expression ")" | "[" "]"
///     name       := [A-Za-z_][A-Za-z0-9_]*          no attributes, no subscripts, no calls
///     string     := "'" ... "'" | '"' ... '"'       with \\ \' \" \n \t
///
/// Not supported: statements (`{% %}`), comments (`{# #}`), other tests and filters, arithmetic, lists with entries.
package indirect enum TemplateExpression: Hashable, Sendable {
  case name(String)
  case string(String)
  case emptyList
  case concatenation([TemplateExpression])
  /// `default(fallback, boolean)`: with `boolean` the fallback also replaces what is empty.
  case fallback(TemplateExpression, to: TemplateExpression, boolean: Bool)
  /// `name is defined`; negated with `not`.
  case defined(String, isNegated: Bool)
  /// Ansible's `ternary(yes, no)`.
  case ternary(TemplateExpression, yes: TemplateExpression, no: TemplateExpression)
  /// Ansible's `bool`.
  case truth(TemplateExpression)
}

extension TemplateExpression {
  /// The variables that the expression can read, in the order written.
  package var names: [String] {
    switch self {
    case .name(let name): [name]
    case .string, .emptyList: []
    case .concatenation(let parts): parts.flatMap(\.names)
    case .fallback(let value, let other, _): value.names + other.names
    case .defined(let name, _): [name]
    case .ternary(let condition, let yes, let no): condition.names + yes.names + no.names
    case .truth(let value): value.names
    }
  }

  /// The variable that a reference is to, with or without a fallback; nil for anything composed.
  package var referenced: String? {
    switch self {
    case .name(let name): name
    case .fallback(let value, _, _): value.referenced
    case .truth(let value): value.referenced
    case .string, .emptyList, .concatenation, .defined, .ternary: nil
    }
  }
}
