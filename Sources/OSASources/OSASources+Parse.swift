import Diagnostics
import PythonPackaging
import Reporting
import TextFiles

extension OSASources {
  /// One text taken apart (docs/reference/schema/parse.schema.json).
  ///
  /// `{"requirement": TEXT}`: a line of a requirement file; `{"wheel_filename": TEXT}`; `{"sdist_filename": TEXT}`;
  /// `{"url": TEXT}`: any text with addresses in it; `{"requirement_file": PATH, "constraint": false, "entries": true | false | "columns",
  /// "variables": {NAME: VALUE}}`: a file and what it includes.
  ///
  /// A text that is wrong fails with the place of what is wrong in `error`, and as `span` in code points from 0.
  public static func parse(request: [UInt8]) -> Answer {
    do throws(Request.Fault) {
      return answer(parsed(try ParseRequest(request)))
    } catch {
      return answer(.failure(Diagnostic(.badRequest, error.message, at: nil)))
    }
  }

  private static func parsed(_ request: ParseRequest) -> Outcome {
    switch request.subject {
    case .requirement: requirement(request.text)
    case .wheelFilename: wheel(request.text)
    case .sdistFilename:
      SdistFilename(request.text).map { name in .document { ParseDocument.write(name, to: &$0) } }
        ?? .failure(.invalidSdistFilename(request.text))
    case .url: .document { ParseDocument.write(url: request.text, to: &$0) }
    case .requirementFile: requirementFile(request)
    }
  }

  /// A line by itself: what it includes or sets has no meaning here.
  private static func requirement(_ text: String) -> Outcome {
    let file = RequirementFileReader.parse(Array(text.utf8), path: FileReference.caller.path)
    if let fault = file.faults.first {
      let start = max(0, (fault.position?.column ?? 1) - 1)
      return .failure(Diagnostic(fault, in: .caller), span: start..<(start + fault.length))
    }
    guard file.entries.count == 1, let entry = file.entries.first else {
      return .failure(.notOneRequirement(count: file.entries.count))
    }
    return .document { ParseDocument.write(entry, to: &$0) }
  }

  private static func wheel(_ text: String) -> Outcome {
    do throws(WheelFilename.Fault) {
      let wheel = try WheelFilename(text)
      return .document { ParseDocument.write(wheel, to: &$0) }
    } catch {
      return .failure(.invalidWheelFilename(error), span: error.start..<error.end)
    }
  }

  private static func requirementFile(_ request: ParseRequest) -> Outcome {
    let surroundings = RequirementFileReader.Surroundings(
      read: { path throws(RequirementFileReader.Unreadable) in
        do throws(ReadFailure) {
          return try FileReading.read(path, as: FileReference(root: 0, path: path)).bytes
        } catch {
          throw RequirementFileReader.Unreadable("\(error)")
        }
      }, isDirectory: { (try? FileReading.isDirectory($0)) ?? false },
      isProject: { folder in
        ["setup.py", "pyproject.toml"].contains { FileReading.exists(folder + "/" + $0) }
      }, variable: { request.variables[$0] })
    let file = RequirementFileReader.read(
      request.text, isConstraint: request.isConstraint, stopsAtFirstFault: false, surroundings)
    let references = file.files.map { FileReference(root: 0, path: $0) }
    let diagnostics = file.faults.map { fault in
      Diagnostic(fault, in: fault.position.flatMap { references.indices.contains($0.file) ? references[$0.file] : nil })
    }
    return .document { writer in
      ParseDocument.write(file, request.layout, diagnostics, to: &writer)
    }
  }
}
