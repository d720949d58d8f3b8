/// A refusal in the form that Google's APIs give it.
struct GmailError: Error, Equatable {
    var status: Int
    var message: String
    var reason: String
    /// The name of the gRPC status.
    var name: String

    static let notFound = GmailError(
        status: 404, message: "Requested entity was not found.", reason: "notFound", name: "NOT_FOUND")

    static func invalid(_ message: String) -> GmailError {
        GmailError(status: 400, message: message, reason: "invalidArgument", name: "INVALID_ARGUMENT")
    }

    static func precondition(_ message: String) -> GmailError {
        GmailError(status: 400, message: message, reason: "failedPrecondition", name: "FAILED_PRECONDITION")
    }

    static func forbidden(_ message: String) -> GmailError {
        GmailError(status: 403, message: message, reason: "forbidden", name: "PERMISSION_DENIED")
    }

    static func conflict(_ message: String) -> GmailError {
        GmailError(status: 409, message: message, reason: "aborted", name: "ABORTED")
    }

    static func duplicate(_ message: String) -> GmailError {
        GmailError(status: 409, message: message, reason: "alreadyExists", name: "ALREADY_EXISTS")
    }

    var response: UpstreamResponse {
        let error: JSONValue = ["message": .string(message), "domain": "global", "reason": .string(reason)]
        return .json(
            [
                "error": [
                    "code": .number(Double(status)), "message": .string(message), "errors": [error],
                    "status": .string(name),
                ]
            ], status: status)
    }
}
