/// Text that the store can give back as it came: SQLite ends it at the first NUL.
func requireText(_ text: String, field: String) throws {
    guard text.utf8.contains(0) else { return }
    throw EmulatorError.invalid(field, "value must not contain NUL", constraint: "string.no_nul")
}
