import EmulatorCore

/// What is said above a form that did not do: everything that is to be mended, each with a link to its input.
struct FormProblems {
    private struct Problem {
        var target: String
        var label: String
        var description: String
    }

    private let text: String
    private let problems: [Problem]

    /// The inputs of a page, from top to bottom: name, label and HTML id.
    typealias Inputs = [(name: String, label: String, target: String)]

    init(_ error: EmulatorError, inputs: Inputs) {
        let messages = error.messages
        problems = inputs.compactMap { input in
            messages[input.name].map { Problem(target: input.target, label: input.label, description: $0) }
        }
        text =
            switch problems.count {
            case 0: error.violations.first.map { "\($0.field): \($0.description)" } ?? error.message
            case 1: "One thing needs another look"
            default: "\(problems.count) things need another look"
            }
    }

    /// The HTML id of the input that the cursor starts in.
    var focus: String? { problems.first?.target }

    var values: [String: Any] {
        [
            "text": text, "hasProblems": !problems.isEmpty,
            "problems": problems.map {
                ["target": $0.target, "label": $0.label, "description": $0.description] as [String: Any]
            },
        ]
    }
}

extension [CredentialField] {
    /// As `field.mustache` writes them.
    var inputs: FormProblems.Inputs { map { ($0.name, $0.label, "field-\($0.name)") } }
}
