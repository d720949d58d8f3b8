/// Runs something that may take too long.
/// - Throws: DEADLINE_EXCEEDED when it does; it is cancelled then.
func within<Value: Sendable>(
    _ limit: Duration, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    try await withThrowingTaskGroup(of: Value?.self) { group in
        defer { group.cancelAll() }
        group.addTask { try await body() }
        group.addTask {
            try await Task.sleep(for: limit)
            return nil
        }
        guard let first = try await group.next(), let value = first else {
            throw EmulatorError(
                .deadlineExceeded, "the provider did not answer within \(limit)",
                errorCode: "UPSTREAM_TIMEOUT")
        }
        return value
    }
}
