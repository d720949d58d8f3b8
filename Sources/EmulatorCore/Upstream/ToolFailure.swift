/// A provider's refusal, as callers of tools meet it (spec/actions.md section 2.6).
struct ToolFailure {
    let response: UpstreamResponse

    init(_ response: UpstreamResponse) { self.response = response }

    func error(executionID: String) -> EmulatorError {
        let message = self.message
        return EmulatorError(
            code, "tool execution failed: \(message)", errorCode: "TOOL_ERROR",
            toolError: .init(executionID: executionID, code: word, message: message))
    }

    private var code: EmulatorError.Code {
        switch response.status {
        case 401: .unauthenticated
        case 403: .permissionDenied
        case 429: .resourceExhausted
        default: .internal
        }
    }

    private var word: String {
        switch response.status {
        case 401: "UNAUTHORIZED"
        case 403: "FORBIDDEN"
        case 429: "RATE_LIMITED"
        default: "EXEC_FAILED"
        }
    }

    /// The sentence that providers have somewhere in their answer, or the status.
    private var message: String {
        guard case .json(let body) = response.body else {
            return "the provider answered with status \(response.status)"
        }
        let places = [
            "error.message", "message", "error_description", "description", "detail", "errors.0.message",
            "errorMessages.0",
            "0.message", "error.errors.0.message", "errors.0.detail", "error", "title",
        ]
        let text = places.lazy.compactMap { body[path: $0]?.string }.first { !$0.isEmpty }
        return text ?? "the provider answered with status \(response.status)"
    }
}
