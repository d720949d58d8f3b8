import GRDB

extension SimulatorRoom {
    /// For providers whose refusals are answers, not errors: when the body throws, nothing of what it wrote stays,
    /// and the call itself goes on.
    func atomically<Result>(_ body: () throws -> Result) throws -> Result {
        var result: Result?
        try session.inSavepoint {
            result = try body()
            return .commit
        }
        guard let result else { throw EmulatorError(.internal, "a savepoint ended without a result") }
        return result
    }
}
