import EmulatorCore
import ScalekitProtos
import SwiftProtobuf

/// Makes the contract's types from descriptors: first every name, then every message, then the services.
struct ContractBuilder {
    private struct Pending {
        var fullName: String
        var descriptor: Google_Protobuf_DescriptorProto
        var hasImplicitPresence: Bool
    }

    private(set) var enums: [String: EnumType] = [:]
    private(set) var references: [String: MessageReference] = [:]
    private(set) var types: [MessageType] = []
    private(set) var services: [Service] = []
    private var pending: [Pending] = []

    mutating func add(_ files: [Google_Protobuf_FileDescriptorProto]) throws {
        for file in files { try collect(file) }
        for message in pending { types.append(try type(message)) }
        for file in files {
            for service in file.service { services.append(try self.service(service, in: file.package)) }
        }
    }
}

extension ContractBuilder {
    private mutating func collect(_ file: Google_Protobuf_FileDescriptorProto) throws {
        guard ["", "proto2", "proto3"].contains(file.syntax) else {
            throw EmulatorError(.internal, "\(file.name) is written in a syntax that we do not read: \(file.syntax)")
        }
        let scope = file.package.isEmpty ? "" : file.package + "."
        for message in file.messageType { collect(message, in: scope, implicit: file.syntax == "proto3") }
        for type in file.enumType { collect(type, in: scope) }
    }

    private mutating func collect(_ message: Google_Protobuf_DescriptorProto, in scope: String, implicit: Bool) {
        let name = scope + message.name
        references[name] = MessageReference(index: pending.count)
        pending.append(Pending(fullName: name, descriptor: message, hasImplicitPresence: implicit))
        for nested in message.nestedType { collect(nested, in: name + ".", implicit: implicit) }
        for type in message.enumType { collect(type, in: name + ".") }
    }

    private mutating func collect(_ type: Google_Protobuf_EnumDescriptorProto, in scope: String) {
        let values = type.value.map { EnumType.Value(name: $0.name, number: $0.number) }
        enums[scope + type.name] = EnumType(fullName: scope + type.name, values: values)
    }
}

extension ContractBuilder {
    private func type(_ message: Pending) throws -> MessageType {
        let descriptor = message.descriptor
        let maps = Set(descriptor.nestedType.filter(\.options.mapEntry).map { ".\(message.fullName).\($0.name)" })
        let fields = try descriptor.field.map { field in
            try Field(
                number: Int(field.number), name: field.name, jsonName: field.jsonName, kind: kind(field),
                presence: presence(field, in: message, maps: maps), rules: rules(field, in: message.fullName),
                behaviours: field.options.Google_Api_fieldBehavior.compactMap { Field.Behaviour(rawValue: $0.rawValue) }
            )
        }
        return MessageType(
            fullName: message.fullName, reference: try reference(message.fullName), fields: fields,
            rules: try rules(descriptor.options.Buf_Validate_message, over: fields),
            isMapEntry: descriptor.options.mapEntry)
    }

    private func rules(_ proto: Buf_Validate_MessageRules, over fields: [Field]) throws -> [MessageRule] {
        try FieldRules.expectKnown(proto)
        return try proto.cel.map { rule in
            MessageRule(
                id: rule.hasID ? rule.id : "cel", message: rule.message, expression: rule.expression,
                predicate: try Predicates.predicate(for: rule.expression, over: fields))
        }
    }

    private func rules(_ field: Google_Protobuf_FieldDescriptorProto, in message: String) throws -> FieldRules? {
        guard field.options.hasBuf_Validate_field, !Overrides.isUnenforced(field.name, of: message) else { return nil }
        return try FieldRules(field.options.Buf_Validate_field)
    }

    private func presence(
        _ field: Google_Protobuf_FieldDescriptorProto, in message: Pending, maps: Set<String>
    ) -> Field.Presence {
        if field.label == .repeated { return maps.contains(field.typeName) ? .map : .repeated }
        if field.proto3Optional { return .explicit }
        if field.hasOneofIndex { return .oneof(message.descriptor.oneofDecl[Int(field.oneofIndex)].name) }
        return message.hasImplicitPresence && field.type != .message ? .implicit : .explicit
    }

    private func kind(_ field: Google_Protobuf_FieldDescriptorProto) throws -> FieldKind {
        switch field.type {
        case .double: return .double
        case .float: return .float
        case .int32: return .int32
        case .sint32: return .sint32
        case .sfixed32: return .sfixed32
        case .int64: return .int64
        case .sint64: return .sint64
        case .sfixed64: return .sfixed64
        case .uint32: return .uint32
        case .fixed32: return .fixed32
        case .uint64: return .uint64
        case .fixed64: return .fixed64
        case .bool: return .bool
        case .string: return .string
        case .bytes: return .bytes
        case .message: return .message(try reference(field.typeName))
        case .enum:
            guard let type = enums[String(field.typeName.dropFirst())] else { throw Self.undefined(field.typeName) }
            return .enumeration(type)
        case .group: throw EmulatorError(.internal, "the contract has a group: \(field.name)")
        }
    }

    private func reference(_ name: String) throws -> MessageReference {
        guard let reference = references[String(name.drop { $0 == "." })] else { throw Self.undefined(name) }
        return reference
    }

    private static func undefined(_ name: String) -> EmulatorError {
        EmulatorError(.internal, "the contract refers to \(name) but does not define it")
    }
}

extension ContractBuilder {
    private func service(_ service: Google_Protobuf_ServiceDescriptorProto, in package: String) throws -> Service {
        let name = package.isEmpty ? service.name : "\(package).\(service.name)"
        return Service(name: name, methods: try service.method.map { try method($0, of: name) })
    }

    private func method(_ method: Google_Protobuf_MethodDescriptorProto, of service: String) throws -> Method {
        let auth = method.options.Scalekit_V1_Options_authOption
        return Method(
            fullName: "\(service)/\(method.name)", service: service, name: method.name,
            input: types[try reference(method.inputType).index],
            output: types[try reference(method.outputType).index],
            bindings: method.options.hasGoogle_Api_http ? try HTTPBinding.all(of: method.options.Google_Api_http) : [],
            callers: CallerKinds(rawValue: auth.authenticationType.rawValue),
            permissions: auth.permissions,
            isPreview: method.options.Google_Api_methodVisibility.restriction == "PREVIEW",
            clientStreaming: method.clientStreaming, serverStreaming: method.serverStreaming)
    }
}
