import Crypto

import struct Foundation.Data

extension Faults.Interference {
    func applied(in world: World) -> AppliedFault {
        AppliedFault(id: id, effect: name, latency: seconds(in: world))
    }

    /// What happens to the answer, if there is going to be one.
    var delivery: Delivery { if case .delivery(let delivery) = effect { delivery } else { .whole } }

    /// Holds the call up, and fails it where that is meant.
    /// - Throws: the error that was asked for, or `BrokenConnection`.
    func begin(in world: World) async throws {
        let seconds = seconds(in: world)
        if seconds > 0 { try await Task.sleep(for: .seconds(seconds)) }
        switch effect {
        case nil, .delivery: return
        case .reset(let what): throw BrokenConnection(what: what)
        case .error(let error): throw error
        case .toolError(let code, let message, let status):
            let id = try world.write { try world.ids.alphanumerics(24, for: "execution", in: $0) }
            throw EmulatorError(
                status, "tool execution failed: \(message)", errorCode: "TOOL_ERROR",
                toolError: .init(executionID: "exec_\(id)", code: code, message: message))
        }
    }

    private func seconds(in world: World) -> Double {
        guard let latency else { return 0 }
        guard latency.most > latency.least else { return latency.least }
        return latency.least + (latency.most - latency.least) * world.ids.fraction(for: "latency of \(id), \(turn)")
    }

    private var name: String {
        if isLimit { return "rate_limit" }
        return switch effect {
        case nil: "latency"
        case .error: "error"
        case .toolError: "tool_error"
        case .reset: "reset"
        case .delivery(.lost): "lose_reply"
        case .delivery(.truncated): "truncate"
        case .delivery(.slow): "slow_body"
        case .delivery(.whole): "nothing"
        }
    }
}

extension IDSource {
    /// A number from 0 up to 1 that follows from the environment's seed and the purpose, and takes nothing from the
    /// stream of ids.
    func fraction(for purpose: String) -> Double {
        let digest = SHA256.hash(data: Data("\(seed)\n\(clientID)\n\(purpose)".utf8))
        let number = digest.prefix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(number) / Double(1 << 48)
    }
}
