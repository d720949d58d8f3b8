extension CallPattern {
    enum Key: String, YAMLKeys {
        case operation
        case tool
        case connection
        case identifier
        case door
        case parameters
        case code
        case errorCode = "error_code"
    }

    init?(_ yaml: YAMLValue) {
        guard let map = yaml.mapping(of: Key.self) else { return nil }
        self.init(
            operation: map[.operation]?.text(.line), tool: map[.tool]?.text(.line),
            connection: map[.connection]?.text(.line), identifier: map[.identifier]?.text(.line),
            door: map[.door]?.door(), code: map[.code]?.statusName(), errorCode: map[.errorCode]?.text(.line),
            parameters: map[.parameters]?.patterns())
    }
}

extension YAMLValue {
    func door() -> String? { choice(of: Door.allCases.map { ($0.rawValue, $0.rawValue) }) }

    /// `OK`, or the name of a gRPC status.
    fileprivate func statusName() -> String? {
        choice(of: (["OK"] + EmulatorError.Code.allCases.map(\.name)).map { ($0, $0) })
    }

    /// An object of values and patterns.
    func patterns() -> JSONValue? {
        guard let object = jsonObject().map(JSONValue.object) else { return nil }
        if let mistake = JSONPattern.mistake(in: object) { refuse(mistake) }
        return object
    }
}

extension EmulatorError.Code: CaseIterable {
    package static let allCases: [EmulatorError.Code] = (1...16).compactMap { EmulatorError.Code(rawValue: $0) }
}
