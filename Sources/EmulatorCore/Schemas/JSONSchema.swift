/// A JSON Schema, as far as tools use it: what a value must look like.
///
/// Unknown keywords and formats are annotations and demand nothing, as the specification has it.
package struct JSONSchema: Sendable, Equatable {
    package let json: JSONValue

    package init(_ json: JSONValue) { self.json = json }

    /// The names of an object schema's properties.
    package var propertyNames: Set<String> { Set(properties.keys) }

    /// The schemas of an object's members.
    package var properties: [String: JSONValue] { json["properties"]?.object ?? [:] }

    package func property(_ name: String) -> JSONSchema? { properties[name].map(JSONSchema.init) }

    package var required: Set<String> { Set((json["required"]?.array ?? []).compactMap(\.string)) }

    /// The types it allows; empty when it does not say.
    package var types: [String] { json["type"]?.string.map { [$0] } ?? json["type"]?.array?.compactMap(\.string) ?? [] }

    /// What is broken in a value, the outermost first; empty when it fits.
    /// - Parameter path: how violations name the value, for example `params`.
    package func violations(in value: JSONValue, at path: String) -> [EmulatorError.FieldViolation] {
        var check = SchemaCheck(path: path)
        check.visit(value, json)
        return check.violations
    }
}
