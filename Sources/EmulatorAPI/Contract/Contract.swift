import EmulatorCore

/// The served part of Scalekit's API as data: services, messages, rules, HTTP bindings, and the list of every
/// operation that the vendor has. Everything that has to know the API reads this one table.
package struct Contract: Sendable {
    /// The services of our `.proto` files, in the order of the files.
    package let services: [Service]
    /// Every operation in the pinned official SDK, sorted by name.
    package let vendorOperations: [VendorOperation]

    let types: [MessageType]
    private let typesByName: [String: Int]
    private let methods: [String: Method]
    private let vendorOperationsByName: [String: Int]
    private let files: DescriptorFiles

    /// - Parameters:
    ///   - descriptorSet: a serialized `FileDescriptorSet` with all imports.
    ///   - vendorOperations: what `scripts/generate-vendor-operations` writes.
    /// - Throws: `EmulatorError` INTERNAL when a rule, an expression or a path template is of a kind that is not
    ///   enforced here, so that a contract we understand only in part never starts.
    package init(descriptorSet: [UInt8], vendorOperations: String) throws {
        let (files, descriptors) = try DescriptorFiles.parse(descriptorSet)
        var builder = ContractBuilder()
        try builder.add(descriptors)
        guard let callerKinds = builder.enums["scalekit.v1.options.AuthenticationType"] else {
            throw EmulatorError(.internal, "the contract does not define scalekit.v1.options.AuthenticationType")
        }
        self.files = files
        types = builder.types
        typesByName = builder.references.mapValues(\.index)
        services = builder.services
        methods = Dictionary(uniqueKeysWithValues: builder.services.flatMap(\.methods).map { ($0.fullName, $0) })
        self.vendorOperations = try VendorOperation.list(vendorOperations, callerKinds: callerKinds)
        vendorOperationsByName = Dictionary(
            self.vendorOperations.enumerated().map { ($1.fullName, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// - Parameter fullName: `scalekit.v1.connections.ConnectionService/ListConnections`
    package func method(_ fullName: String) -> Method? { methods[fullName] }

    /// - Parameter fullName: `google.protobuf.Struct`
    package func message(_ fullName: String) -> MessageType? { typesByName[fullName].map { types[$0] } }

    package func message(_ reference: MessageReference) -> MessageType { types[reference.index] }

    /// What the vendor has under this name, served or not.
    package func vendorOperation(_ fullName: String) -> VendorOperation? {
        vendorOperationsByName[fullName].map { vendorOperations[$0] }
    }
}

extension Contract {
    /// A file as protoc wrote it, and the files that it imports. Every one of those can be asked for in turn.
    package func fileDescriptor(named name: String) -> (bytes: [UInt8], dependencies: [String])? {
        files.file(named: name).map { ($0.bytes, $0.dependencies) }
    }

    /// The file that defines a service, method (`service.Method`), message, field, oneof, enum, enum value or extension.
    package func fileContaining(symbol: String) -> String? {
        files.withSymbols { $0.file(containing: symbol) }
    }

    package func fileContaining(extension number: Int, of type: String) -> String? {
        files.withSymbols { $0.file(containingExtension: number, of: type) }
    }

    /// Nil when no file defines the type.
    package func extensionNumbers(of type: String) -> [Int]? {
        files.withSymbols { $0.extensionNumbers(of: type) }
    }
}
