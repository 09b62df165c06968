import Diagnostics
import PythonPackaging
import TextFiles

/// Wording of what is wrong with texts that a caller has taken apart.
extension Diagnostic {
  /// - Parameter file: the file of the fault's position.
  init(_ fault: RequirementFile.Fault, in file: FileReference?) {
    let location = fault.position.flatMap { position in
      file.map { Location(file: $0, line: position.line, column: position.column) }
    }
    let text =
      fault.kind.code == .invalidRequirement && !fault.text.isEmpty ? ": `\(URLText.redacted(fault.text))`" : ""
    let message = fault.message.first.map { $0.lowercased() + fault.message.dropFirst() } ?? ""
    self.init(fault.kind.code, "\(message)\(text)", at: location, hint: fault.hint)
  }

  static func invalidWheelFilename(_ fault: WheelFilename.Fault) -> Diagnostic {
    Diagnostic(
      .invalidWheelFilename, fault.message, at: Location(file: .caller, line: 1, column: fault.start + 1),
      hint: "`NAME-VERSION(-BUILD)?-PYTHON-ABI-PLATFORM.whl`")
  }

  static func invalidSdistFilename(_ text: String) -> Diagnostic {
    Diagnostic(
      .invalidSdistFilename, "`\(text)` is no file name of a source distribution", at: Location(file: .caller),
      hint: "`NAME-VERSION.tar.gz`")
  }

  static func notOneRequirement(count: Int) -> Diagnostic {
    Diagnostic(
      .invalidRequirement, count == 0 ? "the text holds no requirement" : "the text holds \(count) requirements",
      at: Location(file: .caller), hint: "one requirement, without options of a whole file")
  }
}

extension RequirementFile.Fault.Kind {
  fileprivate var code: DiagnosticCode {
    switch self {
    case .invalidRequirement: .invalidRequirement
    case .editableConstraint: .invalidRequirement
    case .invalidOption: .invalidRequirementOption
    case .inclusion: .circularInclusion
    case .unreadable: .unreadableRequirementFile
    case .encoding: .undecodableRequirementFile
    }
  }
}
