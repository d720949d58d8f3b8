/// Reads what was typed into a form.
extension CredentialField {
    static let longestValue = 16_384

    /// The values of the fields that were filled in; everything else that was sent is dropped.
    /// - Throws: INVALID_ARGUMENT with a violation for every field that does not do.
    static func values(of fields: [CredentialField], from given: [String: String], areRequired: Bool) throws
        -> [String: String]
    {
        var values: [String: String] = [:]
        var violations: [EmulatorError.FieldViolation] = []
        for field in fields {
            let value = given[field.name] ?? ""
            if let violation = field.violation(in: value, isRequired: areRequired && field.required) {
                violations.append(violation)
            } else if !value.isEmpty {
                values[field.name] = value
            }
        }
        guard let first = violations.first else { return values }
        throw EmulatorError(
            .invalidArgument, "Validation error: \(first.field) \"\(first.description)\"", violations: violations)
    }

    private func violation(in value: String, isRequired: Bool) -> EmulatorError.FieldViolation? {
        func violation(_ description: String, _ constraint: String) -> EmulatorError.FieldViolation {
            .init(field: name, description: description, constraint: constraint)
        }
        if value.allSatisfy(\.isWhitespace) {
            return isRequired ? violation("value is required", "required") : nil
        }
        if value.utf8.contains(0) { return violation("value must not contain NUL", "string.no_nul") }
        if value.utf8.count > Self.longestValue {
            return violation("value must have at most \(Self.longestValue) bytes", "string.max_bytes")
        }
        if inputType != .textarea, value.contains(where: \.isNewline) {
            return violation("value must be one line", "string.one_line")
        }
        guard options.isEmpty || options.contains(where: { $0.value == value }) else {
            let offered = options.map(\.value).joined(separator: ", ")
            return violation("value must be one of: \(offered)", "string.in")
        }
        return nil
    }
}
