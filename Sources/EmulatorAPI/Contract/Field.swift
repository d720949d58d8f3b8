/// One field of a message.
package final class Field: Sendable {
    /// When a field counts as set.
    package enum Presence: Sendable, Hashable {
        /// A plain proto3 scalar: set when it is not the zero value.
        case implicit
        /// `optional`, or a message: set when it is on the wire.
        case explicit
        case repeated
        case map
        /// A member of this oneof.
        case oneof(String)
    }

    /// `google.api.field_behavior`. It documents; it is not a rule.
    package enum Behaviour: Int, Sendable {
        case optional = 1
        case required, outputOnly, inputOnly, immutable, unorderedList, nonEmptyDefault, identifier
    }

    package let number: Int
    package let name: String
    package let jsonName: String
    package let kind: FieldKind
    package let presence: Presence
    package let rules: FieldRules?
    package let behaviours: [Behaviour]
    /// `"name":`, as our JSON writes it.
    let jsonKey: [UInt8]
    /// What every walk over wire bytes asks of every field, worked out once.
    let shape: WireShape
    let isRepeated: Bool
    let isInOneof: Bool
    let isImplicit: Bool

    package init(
        number: Int,
        name: String,
        jsonName: String,
        kind: FieldKind,
        presence: Presence,
        rules: FieldRules? = nil,
        behaviours: [Behaviour] = []
    ) {
        self.number = number
        self.name = name
        self.jsonName = jsonName
        self.kind = kind
        self.presence = presence
        self.rules = rules
        self.behaviours = behaviours
        jsonKey = Array("\"\(name)\":".utf8)
        shape = kind.shape
        isRepeated = presence == .repeated || presence == .map
        isImplicit = presence == .implicit
        isInOneof = if case .oneof = presence { true } else { false }
    }

    /// The oneof that this is a member of.
    package var oneof: String? { if case .oneof(let name) = presence { name } else { nil } }
}
