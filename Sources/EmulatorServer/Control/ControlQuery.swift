import EmulatorCore
import Hummingbird

extension ControlGuard {
    /// The query of a request, without the environment's name.
    /// - Throws: INVALID_ARGUMENT for a parameter that is not among the names.
    func query(_ request: Request, names: [String]) throws -> [String: String] {
        var values = Dictionary(try RequestTarget(request.head.path ?? "").query) { _, last in last }
        values["client_id"] = nil
        if let unknown = values.keys.sorted().first(where: { !names.contains($0) }) {
            let known = (names + ["client_id"]).joined(separator: ", ")
            throw EmulatorError.invalid(
                unknown, "is not known here: use \(known)", constraint: "query.known_parameters")
        }
        return values
    }
}

extension Request {
    /// Whether a parameter that is a switch is on.
    /// - Throws: INVALID_ARGUMENT for anything but true and false.
    static func isOn(_ name: String, in query: [String: String]) throws -> Bool {
        switch query[name] {
        case nil, "false": return false
        case "true", "": return true
        case .some:
            throw EmulatorError.invalid(name, "must be true or false", constraint: "bool")
        }
    }
}
