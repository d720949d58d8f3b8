extension ConnectedAccount {
    /// Keeps what was filled in besides the credential; what belongs into the base URL stands apart
    /// (spec/actions.md section 6.3).
    mutating func set(_ field: CredentialField, to value: String) {
        guard field.isPathParam else {
            apiConfig[field.name] = .string(value)
            return
        }
        var variables = apiConfig["path_variables"]?.object ?? [:]
        variables[field.name] = .string(value)
        apiConfig["path_variables"] = .object(variables)
    }

    func has(_ field: CredentialField) -> Bool {
        apiConfig[field.name] != nil || field.isPathParam && apiConfig["path_variables"]?[field.name] != nil
    }
}
