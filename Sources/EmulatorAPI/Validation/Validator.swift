import EmulatorCore

/// Checks requests against the rules of the contract, on their wire bytes: a generated message cannot tell a
/// field that was not sent from one that is empty.
///
/// Presence follows protovalidate: a plain scalar is always checked, so that `min_len: 1` catches one that is
/// missing; an `optional` field, a message or a member of a oneof is checked when it is there.
package struct Validator: Sendable {
    private let contract: Contract

    package init(contract: Contract) {
        self.contract = contract
    }

    /// - Parameter bytes: the message, serialized. They are checked to be well formed all the way down, so that
    ///   decoding what passed here cannot fail.
    /// - Throws: `EmulatorError` INVALID_ARGUMENT. Its message names the first violation in the vendor's form,
    ///   `Validation error: <field path> "<violation>"`; its violations are all of them, each with the value given
    ///   unless that is a credential.
    package func check(_ bytes: [UInt8], as type: MessageType) throws {
        var run = ValidationRun(contract: contract)
        do throws(WireError) {
            try run.check(bytes, in: bytes.indices, as: type)
        } catch {
            throw Self.malformed(type, error)
        }
        guard let first = run.violations.first else { return }
        let field = first.field.isEmpty ? "" : "\(first.field) "
        throw EmulatorError(
            .invalidArgument, "Validation error: \(field)\"\(first.text)\"",
            violations: run.violations.map { violation in
                EmulatorError.FieldViolation(
                    field: violation.field, description: violation.description, constraint: violation.constraint)
            })
    }

    private static func malformed(_ type: MessageType, _ error: WireError) -> EmulatorError {
        let reason =
            switch error {
            case .truncated: "it ends in the middle of a field"
            case .overlongNumber: "a number in it is longer than 64 bits"
            case .badTag: "it has a field with an impossible number or type"
            case .badGroup: "a group in it does not end where it should"
            case .tooDeep: "it is nested deeper than \(WireReader.depthLimit) levels"
            case .notUTF8(let field): "the string \(field) is not valid UTF-8"
            case .timeOutOfRange: "a time in it is outside the years 1 to 9999"
            }
        return EmulatorError(.invalidArgument, "the request is not a valid \(type.fullName): \(reason)")
    }
}
