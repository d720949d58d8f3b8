import EmulatorCore
import HTTPTypes

extension EmulatorError.Code {
    /// The HTTP status of spec/actions.md section 2.4.
    var httpStatus: HTTPResponse.Status {
        switch self {
        case .invalidArgument, .failedPrecondition, .outOfRange: .badRequest
        case .unauthenticated: .unauthorized
        case .permissionDenied: .forbidden
        case .notFound: .notFound
        case .alreadyExists, .aborted: .conflict
        case .resourceExhausted: .tooManyRequests
        case .cancelled: .init(code: 499, reasonPhrase: "Client Closed Request")
        case .internal, .unknown, .dataLoss: .internalServerError
        case .unimplemented: .notImplemented
        case .unavailable: .serviceUnavailable
        case .deadlineExceeded: .gatewayTimeout
        }
    }
}
