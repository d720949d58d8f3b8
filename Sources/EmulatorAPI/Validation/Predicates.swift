import EmulatorCore

/// Whether a message keeps a rule that the contract writes as a CEL expression.
typealias Predicate = @Sendable (MessageScan) -> Bool

/// The contract's CEL expressions, each as a predicate of our own under the expression's exact text. There is no
/// CEL interpreter: a handful of expressions does not earn one.
enum Predicates {
    private typealias Maker = @Sendable (borrowing FieldNames) throws(EmulatorError) -> Predicate

    /// Every expression that can be enforced.
    static var expressions: [String] { makers.keys.sorted() }

    /// - Throws: when the expression is not in the table, or names a field that the message does not have.
    static func predicate(for expression: String, over fields: [Field]) throws(EmulatorError) -> Predicate {
        guard let maker = makers[expression] else { throw unknown(expression) }
        return try maker(FieldNames(fields))
    }

    static func unknown(_ expression: String) -> EmulatorError {
        EmulatorError(
            .internal, "the contract has an expression without a predicate: \(expression)",
            hint: "Write one in Predicates.swift.")
    }

    private static let makers: [String: Maker] = [
        "!(has(this.connector) && this.connection_names.size() > 0)": { fields throws(EmulatorError) in
            let connector = try fields["connector"]
            let names = try fields["connection_names"]
            return { !($0.has(connector) && $0.count(names) > 0) }
        },
        "has(this.provider_key) || this.provider != 0": { fields throws(EmulatorError) in
            let key = try fields["provider_key"]
            let provider = try fields["provider"]
            return { $0.has(key) || $0.number(provider) != 0 }
        },
        "this.provider == 15 ? this.provider_key in ['SCALEKIT'] : true": { fields throws(EmulatorError) in
            let key = try fields["provider_key"]
            let provider = try fields["provider"]
            return { $0.number(provider) != 15 || $0.text(key) == "SCALEKIT" }
        },
        "(this.mcp_config_id != '') != (this.key_id != '')": { fields throws(EmulatorError) in
            let config = try fields["mcp_config_id"]
            let key = try fields["key_id"]
            return { $0.text(config).isEmpty != $0.text(key).isEmpty }
        },
        "this.type == 9 ? this.key_id == 'WEBAUTHN' : true": { fields throws(EmulatorError) in
            let type = try fields["type"]
            let key = try fields["key_id"]
            return { $0.number(type) != 9 || $0.text(key) == "WEBAUTHN" }
        },
    ]
}

/// The places of a message's fields by name.
private struct FieldNames: ~Copyable {
    private let fields: [Field]

    init(_ fields: [Field]) {
        self.fields = fields
    }

    subscript(name: String) -> Int {
        get throws(EmulatorError) {
            guard let ordinal = fields.firstIndex(where: { $0.name == name }) else {
                throw EmulatorError(.internal, "an expression of the contract names a field that is not there: \(name)")
            }
            return ordinal
        }
    }
}

extension MessageScan {
    /// An integer or enum field; zero when it is not set.
    fileprivate func number(_ ordinal: Int) -> Int64 {
        guard case .varint(let number) = value(ordinal) else { return 0 }
        return Int64(bitPattern: number)
    }

    /// A string field; empty when it is not set.
    fileprivate func text(_ ordinal: Int) -> String {
        guard case .bytes(let range) = value(ordinal) else { return "" }
        return String(decoding: bytes[range], as: UTF8.self)
    }
}
