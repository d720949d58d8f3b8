import EmulatorCore
import ScalekitProtos
import SwiftProtobuf
import Synchronization

/// The files of a descriptor set, with the bytes they came in: what gRPC reflection hands out.
final class DescriptorFiles: Sendable {
    struct File: Sendable {
        let name: String
        let bytes: [UInt8]
        let dependencies: [String]
    }

    private let files: [File]
    private let symbols = Mutex<SymbolIndex?>(nil)

    init(_ files: [File]) {
        self.files = files
    }

    func file(named name: String) -> File? { files.first { $0.name == name } }

    /// Made when the first reflection call asks, because most processes never see one.
    func withSymbols<Result: Sendable>(_ body: (SymbolIndex) -> Result) -> Result {
        symbols.withLock { cached in
            let index = cached ?? SymbolIndex(files)
            cached = index
            return body(index)
        }
    }
}

extension DescriptorFiles {
    /// The extensions that the contract's options use.
    private static let extensions: SimpleExtensionMap = [
        Google_Api_Extensions_http,
        Google_Api_Extensions_method_visibility,
        Google_Api_Extensions_field_behavior,
        Buf_Validate_Extensions_field,
        Buf_Validate_Extensions_message,
        Scalekit_V1_Options_Extensions_auth_option,
    ]

    /// Splits a serialized `FileDescriptorSet` without re-encoding, so that reflection returns what protoc wrote.
    static func parse(
        _ descriptorSet: [UInt8]
    ) throws -> (files: DescriptorFiles, descriptors: [Google_Protobuf_FileDescriptorProto]) {
        var reader = WireReader(descriptorSet)
        var files: [File] = []
        var descriptors: [Google_Protobuf_FileDescriptorProto] = []
        while let tag = try reader.tag() {
            guard case .bytes(let range) = try reader.value(tag), tag.number == 1 else { continue }
            let bytes = Array(descriptorSet[range])
            let descriptor = try Google_Protobuf_FileDescriptorProto(serializedBytes: bytes, extensions: extensions)
            descriptors.append(descriptor)
            files.append(File(name: descriptor.name, bytes: bytes, dependencies: descriptor.dependency))
        }
        return (DescriptorFiles(files), descriptors)
    }
}
