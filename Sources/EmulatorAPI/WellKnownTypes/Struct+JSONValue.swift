package import EmulatorCore
package import SwiftProtobuf

extension Google_Protobuf_Struct {
    package init(_ object: [String: JSONValue]) {
        self.init()
        fields = object.mapValues(Google_Protobuf_Value.init)
    }

    package var json: [String: JSONValue] { fields.mapValues(\.json) }
}

extension Google_Protobuf_Value {
    package init(_ json: JSONValue) {
        self.init()
        switch json {
        case .null: nullValue = .nullValue
        case .bool(let value): boolValue = value
        case .number(let value): numberValue = value
        case .string(let value): stringValue = value
        case .array(let values): listValue = .with { $0.values = values.map(Self.init) }
        case .object(let object): structValue = Google_Protobuf_Struct(object)
        }
    }

    /// A value whose kind is not set counts as null.
    package var json: JSONValue {
        switch kind {
        case .boolValue(let value): .bool(value)
        case .numberValue(let value): .number(value)
        case .stringValue(let value): .string(value)
        case .listValue(let list): .array(list.values.map(\.json))
        case .structValue(let object): .object(object.json)
        case .nullValue, nil: .null
        }
    }
}
