import Synchronization

/// The data that simulators come with, read once each.
enum SimulatorDefaults {
    private static let read = Mutex<[String: JSONValue]>([:])

    static func data(_ name: String) throws -> JSONValue {
        if let data = read.withLock({ $0[name] }) { return data }
        guard let bytes = EmbeddedFile.bytes("simulators/\(name).yaml") else {
            throw EmulatorError(.internal, "this binary was built without the data of the simulator \(name)")
        }
        let data = try YAMLFile(name: "simulators/\(name).yaml", bytes: bytes).read { $0.json() }
        read.withLock { $0[name] = data }
        return data
    }
}
