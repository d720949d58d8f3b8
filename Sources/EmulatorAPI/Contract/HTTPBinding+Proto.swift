import EmulatorCore
import ScalekitProtos

extension HTTPBinding {
    /// The bindings of a rule in order, its additional bindings flattened behind it.
    static func all(of rule: Google_Api_HttpRule) throws(EmulatorError) -> [HTTPBinding] {
        var bindings = [try HTTPBinding(rule)]
        for additional in rule.additionalBindings {
            bindings += try all(of: additional)
        }
        return bindings
    }

    private init(_ rule: Google_Api_HttpRule) throws(EmulatorError) {
        let (verb, path) = try Self.pattern(of: rule)
        self.verb = verb
        template = try PathTemplate(path)
        body =
            switch rule.body {
            case "": .none
            case "*": .all
            default: .field(rule.body)
            }
    }

    private static func pattern(of rule: Google_Api_HttpRule) throws(EmulatorError) -> (verb: String, path: String) {
        switch rule.pattern {
        case .get(let path): ("GET", path)
        case .put(let path): ("PUT", path)
        case .post(let path): ("POST", path)
        case .delete(let path): ("DELETE", path)
        case .patch(let path): ("PATCH", path)
        case .custom, nil:
            throw EmulatorError(.internal, "the contract has an HTTP binding without a verb that we know")
        }
    }
}
