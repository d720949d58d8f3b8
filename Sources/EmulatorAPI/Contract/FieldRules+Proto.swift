import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

extension FieldRules {
    /// - Throws: for a rule that we cannot enforce, so that none is dropped in silence.
    init(_ proto: Buf_Validate_FieldRules) throws(EmulatorError) {
        try Self.expectKnown(proto)
        if let expression = proto.cel.first?.expression { throw Predicates.unknown(expression) }
        required = proto.required
        ignore =
            switch proto.ignore {
            case .always: .always
            case .ifZeroValue: .ifZero
            case .unspecified: .never
            }
        constraint = try proto.type.map { type throws(EmulatorError) in try Constraint(type) }
    }

    /// Our `buf/validate/validate.proto` is a subset: a rule outside it would arrive as an unknown field.
    static func expectKnown(_ proto: some Message) throws(EmulatorError) {
        guard proto.unknownFields.data.isEmpty else {
            throw EmulatorError(.internal, "the contract has a \(type(of: proto).protoMessageName) that we do not read")
        }
    }
}

extension FieldRules.Constraint {
    fileprivate init(_ proto: Buf_Validate_FieldRules.OneOf_Type) throws(EmulatorError) {
        switch proto {
        case .int32(let rules): self = .integer(try IntegerRules(rules))
        case .uint32(let rules): self = .integer(try IntegerRules(rules))
        case .uint64(let rules): self = .integer(try IntegerRules(rules))
        case .string(let rules): self = .string(try StringRules(rules))
        case .enum(let rules): self = .enumeration(try EnumRules(rules))
        case .repeated(let rules): self = .list(try ListRules(rules))
        case .map(let rules): self = .map(try MapRules(rules))
        case .duration(let rules): self = .duration(try DurationRules(rules))
        }
    }
}

extension IntegerRules {
    fileprivate init(_ proto: Buf_Validate_Int32Rules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        typeName = "int32"
        lower = Bound(over: proto.hasGt ? proto.gt : nil, from: proto.hasGte ? proto.gte : nil)
        upper = Bound(over: proto.hasLt ? proto.lt : nil, from: proto.hasLte ? proto.lte : nil)
    }

    fileprivate init(_ proto: Buf_Validate_UInt32Rules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        typeName = "uint32"
        lower = Bound(over: proto.hasGt ? proto.gt : nil, from: proto.hasGte ? proto.gte : nil)
        upper = Bound(over: proto.hasLt ? proto.lt : nil, from: proto.hasLte ? proto.lte : nil)
    }

    fileprivate init(_ proto: Buf_Validate_UInt64Rules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        typeName = "uint64"
        lower = Bound(over: proto.hasGt ? proto.gt : nil, from: proto.hasGte ? proto.gte : nil)
        upper = Bound(over: proto.hasLt ? proto.lt : nil, from: proto.hasLte ? proto.lte : nil)
    }
}

extension IntegerRules.Bound {
    /// A bound that excludes its value, or one that includes it.
    fileprivate init?(over exclusive: (some FixedWidthInteger)?, from inclusive: (some FixedWidthInteger)?) {
        if let exclusive {
            self.init(value: Int128(exclusive), isInclusive: false)
        } else if let inclusive {
            self.init(value: Int128(inclusive), isInclusive: true)
        } else {
            return nil
        }
    }
}

extension StringRules {
    fileprivate init(_ proto: Buf_Validate_StringRules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        minLength = proto.hasMinLen && proto.minLen > 0 ? Int(clamping: proto.minLen) : nil
        maxLength = proto.hasMaxLen ? Int(clamping: proto.maxLen) : nil
        maxBytes = proto.hasMaxBytes ? Int(clamping: proto.maxBytes) : nil
        prefix = proto.hasPrefix ? proto.prefix : nil
        allowed = proto.in
        pattern = proto.hasPattern ? try Pattern(proto.pattern) : nil
        switch proto.wellKnown {
        case .email(true): format = .email
        case .uri(true): format = .uri
        default: format = nil
        }
    }
}

extension EnumRules {
    fileprivate init(_ proto: Buf_Validate_EnumRules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        definedOnly = proto.definedOnly
        forbidden = proto.notIn
    }
}

extension ListRules {
    fileprivate init(_ proto: Buf_Validate_RepeatedRules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        minItems = proto.hasMinItems ? Int(clamping: proto.minItems) : nil
        maxItems = proto.hasMaxItems ? Int(clamping: proto.maxItems) : nil
        unique = proto.unique
        items = proto.hasItems ? try FieldRules(proto.items) : nil
    }
}

extension MapRules {
    fileprivate init(_ proto: Buf_Validate_MapRules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        minPairs = proto.hasMinPairs ? Int(clamping: proto.minPairs) : nil
        maxPairs = proto.hasMaxPairs ? Int(clamping: proto.maxPairs) : nil
        keys = proto.hasKeys ? try FieldRules(proto.keys) : nil
        values = proto.hasValues ? try FieldRules(proto.values) : nil
    }
}

extension DurationRules {
    fileprivate init(_ proto: Buf_Validate_DurationRules) throws(EmulatorError) {
        try FieldRules.expectKnown(proto)
        shortest = proto.hasGte ? proto.gte.nanoseconds : nil
        longest = proto.hasLte ? proto.lte.nanoseconds : nil
    }
}

extension Google_Protobuf_Duration {
    fileprivate var nanoseconds: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanos) }
}
