import SwiftProtobuf

/// Which file defines a name or an extension, for gRPC reflection.
struct SymbolIndex: Sendable {
    private struct ExtensionKey: Hashable {
        var type: String
        var number: Int
    }

    private var filesBySymbol: [String: String] = [:]
    private var filesByExtension: [ExtensionKey: String] = [:]
    private var file = ""

    init(_ files: [DescriptorFiles.File]) {
        for file in files {
            guard let descriptor = try? Google_Protobuf_FileDescriptorProto(serializedBytes: file.bytes) else {
                continue
            }
            self.file = file.name
            add(descriptor)
        }
    }

    func file(containing symbol: String) -> String? { filesBySymbol[symbol] }

    func file(containingExtension number: Int, of type: String) -> String? {
        filesByExtension[ExtensionKey(type: type, number: number)]
    }

    /// Nil when no file defines the type.
    func extensionNumbers(of type: String) -> [Int]? {
        guard filesBySymbol[type] != nil else { return nil }
        return filesByExtension.keys.filter { $0.type == type }.map(\.number).sorted()
    }
}

extension SymbolIndex {
    private mutating func add(_ descriptor: Google_Protobuf_FileDescriptorProto) {
        let scope = descriptor.package.isEmpty ? "" : descriptor.package + "."
        for message in descriptor.messageType { add(message, in: scope) }
        for type in descriptor.enumType { add(type, in: scope) }
        for field in descriptor.extension { add(extension: field, in: scope) }
        for service in descriptor.service {
            filesBySymbol[scope + service.name] = file
            for method in service.method { filesBySymbol["\(scope)\(service.name).\(method.name)"] = file }
        }
    }

    private mutating func add(_ message: Google_Protobuf_DescriptorProto, in scope: String) {
        let name = scope + message.name
        filesBySymbol[name] = file
        for field in message.field { filesBySymbol["\(name).\(field.name)"] = file }
        for oneof in message.oneofDecl { filesBySymbol["\(name).\(oneof.name)"] = file }
        for nested in message.nestedType { add(nested, in: name + ".") }
        for type in message.enumType { add(type, in: name + ".") }
        for field in message.extension { add(extension: field, in: name + ".") }
    }

    /// The values of an enum are siblings of the enum, not children.
    private mutating func add(_ type: Google_Protobuf_EnumDescriptorProto, in scope: String) {
        filesBySymbol[scope + type.name] = file
        for value in type.value { filesBySymbol[scope + value.name] = file }
    }

    private mutating func add(extension field: Google_Protobuf_FieldDescriptorProto, in scope: String) {
        filesBySymbol[scope + field.name] = file
        let extended = String(field.extendee.drop { $0 == "." })
        filesByExtension[ExtensionKey(type: extended, number: Int(field.number))] = file
    }
}
