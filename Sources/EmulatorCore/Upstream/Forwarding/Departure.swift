/// A call that is ready to leave for its provider. Nothing of it is written down until it is back, except that its
/// numbers are taken.
struct Departure: Sendable {
    let entry: ToolCall
    let errand: Errand
    /// For the answer of a tool, or the start of a proxied one.
    let limit: Duration

    /// What is to be done there.
    enum Errand: Sendable {
        case request(OutgoingRequest, any UpstreamTransport)
        case tool(String, arguments: [String: JSONValue], RemoteMCP)
    }
}

/// Who goes on with a call.
enum Course<Value: Sendable>: Sendable {
    /// It was answered here, by a stub, a simulator or an example.
    case answered(Upstream.Outcome<Value>)
    case leaving(Departure)
}

extension Departure {
    /// - Throws: UNAVAILABLE when the provider cannot be reached, DEADLINE_EXCEEDED when it takes too long; to the log
    ///   both are the provider's errors.
    func send() async throws -> IncomingResponse {
        guard case .request(let request, let transport) = errand else {
            throw EmulatorError(.internal, "an MCP tool cannot be proxied")
        }
        do {
            return try await within(limit) { try await transport.send(request) }
        } catch {
            throw failure(error)
        }
    }

    /// For tools, whose callers know one kind of error from providers.
    /// - Throws: TOOL_ERROR when the provider cannot be reached or takes too long, when its answer breaks off or is too
    ///   large, and when the answer is that of an MCP server that failed.
    func runTool() async throws -> UpstreamResponse {
        do {
            return try await within(limit) {
                switch errand {
                case .request(let request, let transport):
                    try await transport.send(request).collected(upTo: Upstream.largestAnswer)
                case .tool(let name, let arguments, let server):
                    .json(.object(try await server.call(name, arguments)))
                }
            }
        } catch RemoteMCPFailure.refused(let response) {
            return response
        } catch RemoteMCPFailure.told(let message) {
            throw EmulatorError(
                .internal, "tool execution failed: \(message)", errorCode: "TOOL_ERROR",
                toolError: .init(executionID: entry.executionID, code: "EXEC_FAILED", message: message))
        } catch {
            throw failure(error).asToolError
        }
    }

    private func failure(_ error: any Error) -> EmulatorError {
        if error is CancellationError { return EmulatorError(.cancelled, "the caller went away") }
        var failure = error as? EmulatorError ?? EmulatorError(.unavailable, "the provider's answer broke off")
        let code = failure.code == .unavailable ? "UPSTREAM_UNREACHABLE" : failure.errorCode
        failure.toolError = .init(executionID: entry.executionID, code: code, message: failure.message)
        return failure
    }
}

extension EmulatorError {
    fileprivate var asToolError: EmulatorError {
        guard let toolError else { return self }
        // Not UNAVAILABLE, which gRPC clients may try again: the tool may have run.
        return EmulatorError(
            .internal, "tool execution failed: \(message)", errorCode: "TOOL_ERROR", hint: hint, toolError: toolError)
    }
}
