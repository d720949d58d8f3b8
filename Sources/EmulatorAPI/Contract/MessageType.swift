/// A message of the contract.
package final class MessageType: Sendable {
    package let fullName: String
    package let reference: MessageReference
    /// In declaration order.
    package let fields: [Field]
    package let rules: [MessageRule]
    package let isMapEntry: Bool
    /// Set for the types that protobuf's JSON writes in a way of their own.
    let wellKnown: WellKnownType?
    private let ordinalsByNumber: [Int16]
    private let ordinalsByName: [String: Int]
    private static let widestTable = 256

    package init(
        fullName: String,
        reference: MessageReference,
        fields: [Field],
        rules: [MessageRule] = [],
        isMapEntry: Bool = false
    ) {
        self.fullName = fullName
        self.reference = reference
        self.fields = fields
        self.rules = rules
        self.isMapEntry = isMapEntry
        wellKnown = WellKnownType(rawValue: fullName)
        let highest = fields.map(\.number).filter { $0 < Self.widestTable }.max() ?? 0
        var byNumber = [Int16](repeating: -1, count: highest + 1)
        var byName: [String: Int] = [:]
        for (ordinal, field) in fields.enumerated() {
            if field.number < Self.widestTable { byNumber[field.number] = Int16(ordinal) }
            byName[field.name] = ordinal
            byName[field.jsonName] = ordinal
        }
        ordinalsByNumber = byNumber
        ordinalsByName = byName
    }

    package func field(number: Int) -> Field? { ordinal(number: number).map { fields[$0] } }

    /// By its proto name or its JSON name.
    package func field(named name: String) -> Field? { ordinalsByName[name].map { fields[$0] } }

    /// The field's place in `fields`.
    func ordinal(number: Int) -> Int? {
        if number < ordinalsByNumber.count {
            let ordinal = Int(ordinalsByNumber[number])
            return ordinal < 0 ? nil : ordinal
        }
        return number < Self.widestTable ? nil : fields.firstIndex { $0.number == number }
    }

    func ordinal(named name: String) -> Int? { ordinalsByName[name] }
}

/// The messages with a JSON form of their own, as far as the contract uses them.
enum WellKnownType: String, Sendable {
    case structure = "google.protobuf.Struct"
    case value = "google.protobuf.Value"
    case list = "google.protobuf.ListValue"
    case timestamp = "google.protobuf.Timestamp"
    case duration = "google.protobuf.Duration"
    case fieldMask = "google.protobuf.FieldMask"
    case boolValue = "google.protobuf.BoolValue"
    case stringValue = "google.protobuf.StringValue"
    case bytesValue = "google.protobuf.BytesValue"
    case doubleValue = "google.protobuf.DoubleValue"
    case floatValue = "google.protobuf.FloatValue"
    case int32Value = "google.protobuf.Int32Value"
    case int64Value = "google.protobuf.Int64Value"
    case uint32Value = "google.protobuf.UInt32Value"
    case uint64Value = "google.protobuf.UInt64Value"

    /// A message around one scalar, so that it can be absent.
    var isWrapper: Bool {
        switch self {
        case .structure, .value, .list, .timestamp, .duration, .fieldMask: false
        default: true
        }
    }
}
