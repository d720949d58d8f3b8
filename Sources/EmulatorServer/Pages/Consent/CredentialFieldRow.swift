import EmulatorCore

/// What `field.mustache` shows of one input.
enum CredentialFieldRow {
    /// - Parameters:
    ///   - typed: what was sent before; secrets never go back to the page.
    ///   - errors: by the field's name.
    ///   - focus: the HTML id of the input that the cursor starts in.
    static func values(
        _ field: CredentialField, typed: [String: String], errors: [String: String], focus: String?
    ) -> [String: Any] {
        let error = errors[field.name]
        let notes = (error == nil ? [] : ["error-\(field.name)"]) + (field.hint.isEmpty ? [] : ["hint-\(field.name)"])
        let isSecret = field.inputType == .password || field.inputType == .textarea
        let value = isSecret ? "" : typed[field.name] ?? ""
        return [
            "name": field.name, "label": field.label, "hint": field.hint.isEmpty ? false : field.hint as Any,
            "required": field.required, "isSelect": field.inputType == .select,
            "isTextarea": field.inputType == .textarea,
            "isInput": field.inputType == .text || field.inputType == .password,
            "inputType": field.inputType.rawValue, "value": value, "error": error ?? false,
            "hasFocus": focus == "field-\(field.name)",
            "notes": notes.isEmpty ? false : notes.joined(separator: " ") as Any,
            "options": field.options.map { option in
                [
                    "value": option.value, "displayName": option.displayName, "isChosen": option.value == value,
                ] as [String: Any]
            },
        ]
    }
}

extension EmulatorError {
    /// What was wrong, by the field's name.
    var messages: [String: String] {
        Dictionary(violations.map { ($0.field, Self.sentence($0.description)) }) { first, _ in first }
    }

    /// As a person reads it.
    static func sentence(_ text: String) -> String {
        let words = text.hasPrefix("value ") ? "This " + (text == "value is required" ? "is required" : text) : text
        let plain = words.replacing("This value ", with: "This ")
        return plain.prefix(1).uppercased() + plain.dropFirst() + (plain.hasSuffix(".") ? "" : ".")
    }
}
