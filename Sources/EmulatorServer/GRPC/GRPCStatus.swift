import EmulatorCore
import FoundationEssentials
import HTTPTypes
import NIOHPACK
import ScalekitProtos
import SwiftProtobuf

/// How an error travels over gRPC: `grpc-status`, `grpc-message`, and `grpc-status-details-bin`.
///
/// Code and message stand in the headers and in the details and must be equal, otherwise the Python SDK drops
/// the details and the Node SDK believes them instead. `ErrorInfo` is the only detail, because SDKs read the
/// first one as it, whatever its type (spec/wire.md section 3).
enum GRPCStatus {
    /// Clients accept 16 KiB of metadata, so the details stay well below.
    static let maximumDetails = 6 * 1024

    static let ok: HPACKHeaders = ["grpc-status": "0"]

    static func trailers(for error: EmulatorError, requestID: String) -> HPACKHeaders {
        let message = String(error.message.prefix(1024))
        var trailers: HPACKHeaders = ["grpc-status": String(error.code.rawValue)]
        trailers.add(name: "grpc-message", value: percentEncoded(message))
        if let seconds = error.retryAfter { trailers.add(name: "retry-after", value: String(seconds)) }
        if let details = details(of: error, message: message, requestID: requestID) {
            // Tells one request from the next, so remembering it would serve nobody.
            trailers.add(name: "grpc-status-details-bin", value: details, indexing: .nonIndexable)
        }
        return trailers
    }

    private static func details(of error: EmulatorError, message: String, requestID: String) -> String? {
        var status = Google_Rpc_Status()
        status.code = Int32(error.code.rawValue)
        status.message = message
        var shown = error
        while true {
            guard let any = try? Google_Protobuf_Any(message: shown.errorInfo(requestID: requestID)) else { return nil }
            status.details = [any]
            guard let bytes: Data = try? status.serializedBytes() else { return nil }
            if bytes.count <= maximumDetails || shown.violations.isEmpty { return bytes.base64EncodedString() }
            shown.violations.removeLast()
        }
    }

    /// Printable ASCII but `%` stays as it is; every other byte of the UTF-8 is written as `%XX`.
    static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if (0x20...0x7e).contains(byte), byte != UInt8(ascii: "%") {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension HTTPField.Name {
    static let grpcTimeout = HTTPField.Name("grpc-timeout")!  // A literal that is a valid name.
    static let grpcEncoding = HTTPField.Name("grpc-encoding")!  // A literal that is a valid name.
    static let grpcAcceptEncoding = HTTPField.Name("grpc-accept-encoding")!  // A literal that is a valid name.
    static let requestID = HTTPField.Name("x-request-id")!  // A literal that is a valid name.
}
