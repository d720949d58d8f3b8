import EmulatorAPI
import EmulatorCore
import NIOCore
import ScalekitProtos
import SwiftProtobuf

/// Server reflection, v1 and v1alpha: the two have the same messages, fields and numbers, and differ in their
/// package's name only, so one set of Swift messages reads and writes both.
struct GRPCReflection: Sendable {
    let contract: Contract
    /// Full names, sorted.
    let services: [String]

    /// Answers each question as it comes; clients such as grpcurl wait for an answer before they ask on.
    func converse(_ call: GRPCCall, _ body: RequestPieces) -> Reply {
        Reply(
            packed: call.responseHead,
            body: .streamed { writer in
                do {
                    var messages = GRPCMessages(call: call, body: body)
                    while let request = try await messages.next() {
                        try await writer.write(GRPCFraming.frame(try answer(to: request)))
                    }
                    return GRPCStatus.ok
                } catch {
                    return GRPCStatus.trailers(for: EmulatorError(caught: error), requestID: RequestIDs.next())
                }
            })
    }

    func answer(to bytes: [UInt8]) throws -> [UInt8] {
        let request = try Grpc_Reflection_V1_ServerReflectionRequest(serializedBytes: bytes)
        var response = Grpc_Reflection_V1_ServerReflectionResponse()
        response.validHost = request.host
        response.originalRequest = request
        switch request.messageRequest {
        case .listServices:
            response.listServicesResponse.service = services.map { name in
                var service = Grpc_Reflection_V1_ServiceResponse()
                service.name = name
                return service
            }
        case .fileByFilename(let name):
            response.messageResponse = files(from: name, missing: "no file named \(name)")
        case .fileContainingSymbol(let symbol):
            response.messageResponse = files(
                from: contract.fileContaining(symbol: symbol), missing: "no symbol named \(symbol)")
        case .fileContainingExtension(let which):
            let file = contract.fileContaining(extension: Int(which.extensionNumber), of: which.containingType)
            response.messageResponse = files(
                from: file, missing: "\(which.containingType) has no extension \(which.extensionNumber)")
        case .allExtensionNumbersOfType(let type):
            if let numbers = contract.extensionNumbers(of: type) {
                response.allExtensionNumbersResponse.baseTypeName = type
                response.allExtensionNumbersResponse.extensionNumber = numbers.map(Int32.init)
            } else {
                response.messageResponse = .errorResponse(failure(.notFound, "no message named \(type)"))
            }
        case nil:
            response.messageResponse = .errorResponse(failure(.invalidArgument, "the request asks nothing"))
        }
        return try response.serializedBytes()
    }

    /// The file and everything it imports, directly or not, so that one answer is enough to decode it.
    private func files(
        from name: String?, missing: String
    ) -> Grpc_Reflection_V1_ServerReflectionResponse.OneOf_MessageResponse {
        guard let name, contract.fileDescriptor(named: name) != nil else {
            return .errorResponse(failure(.notFound, missing))
        }
        var response = Grpc_Reflection_V1_FileDescriptorResponse()
        var seen: Set<String> = []
        var waiting = [name]
        while let next = waiting.popLast() {
            guard seen.insert(next).inserted, let file = contract.fileDescriptor(named: next) else { continue }
            response.fileDescriptorProto.append(.init(file.bytes))
            waiting += file.dependencies
        }
        return .fileDescriptorResponse(response)
    }

    private func failure(_ code: EmulatorError.Code, _ message: String) -> Grpc_Reflection_V1_ErrorResponse {
        var error = Grpc_Reflection_V1_ErrorResponse()
        error.errorCode = Int32(code.rawValue)
        error.errorMessage = message
        return error
    }
}
