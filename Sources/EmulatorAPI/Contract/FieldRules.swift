/// What the contract demands of a field: the part of `buf.validate.FieldRules` that Scalekit uses.
package struct FieldRules: Sendable {
    package enum Ignore: Sendable {
        case never
        case ifZero
        case always
    }

    package indirect enum Constraint: Sendable {
        case integer(IntegerRules)
        case string(StringRules)
        case enumeration(EnumRules)
        case list(ListRules)
        case map(MapRules)
        case duration(DurationRules)
    }

    package var required = false
    package var ignore = Ignore.never
    package var constraint: Constraint?
}

/// Bounds of a number. `typeName` is the proto type, which the ids of the rules start with.
package struct IntegerRules: Sendable {
    package struct Bound: Sendable {
        package let value: Int128
        package let isInclusive: Bool
    }

    package let typeName: String
    package var lower: Bound?
    package var upper: Bound?
}

package struct StringRules: Sendable {
    package enum Format: Sendable {
        case email
        case uri
    }

    /// In unicode code points.
    package var minLength: Int?
    package var maxLength: Int?
    package var maxBytes: Int?
    package var prefix: String?
    package var allowed: [String] = []
    package var pattern: Pattern?
    package var format: Format?
}

package struct EnumRules: Sendable {
    package var definedOnly = false
    package var forbidden: [Int32] = []
}

package struct ListRules: Sendable {
    package var minItems: Int?
    package var maxItems: Int?
    package var unique = false
    package var items: FieldRules?
}

package struct MapRules: Sendable {
    package var minPairs: Int?
    package var maxPairs: Int?
    package var keys: FieldRules?
    package var values: FieldRules?
}

package struct DurationRules: Sendable {
    /// Bounds in nanoseconds.
    package var shortest: Int128?
    package var longest: Int128?
}

/// A rule over a whole message.
package struct MessageRule: Sendable {
    /// The contract's own id; `cel` where it gives none.
    package let id: String
    package let message: String
    package let expression: String
    let predicate: Predicate
}
