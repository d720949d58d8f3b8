import EmulatorCore

/// An operation of the vendor's API, whether this emulator serves it or not.
package struct VendorOperation: Sendable, Hashable {
    package struct Binding: Sendable, Hashable {
        package let verb: String
        package let template: PathTemplate
    }

    /// `scalekit.v1.connections.ConnectionService/ListConnections`
    package let fullName: String
    package let callers: CallerKinds
    package let bindings: [Binding]

    package var service: String { String(fullName.prefix { $0 != "/" }) }
    package var name: String { String(fullName.drop { $0 != "/" }.dropFirst()) }
}

extension VendorOperation {
    /// Reads the list that `scripts/generate-vendor-operations` writes: one operation per line, with tabs
    /// between its name, its caller kinds and its bindings (`GET /api/v1/connections`).
    static func list(_ text: String, callerKinds: EnumType) throws(EmulatorError) -> [VendorOperation] {
        var operations: [VendorOperation] = []
        for line in text.split(separator: "\n") {
            operations.append(try VendorOperation(line: line, callerKinds: callerKinds))
        }
        return operations
    }

    private init(line: Substring, callerKinds: EnumType) throws(EmulatorError) {
        let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard columns.count >= 2, columns[0].contains("/"),
            let kinds = callerKinds.number(named: String(columns[1]))
        else { throw EmulatorError(.internal, "not a line of the vendor's operation list: \(line)") }
        fullName = String(columns[0])
        callers = CallerKinds(rawValue: Int(kinds))
        var bindings: [Binding] = []
        for column in columns.dropFirst(2) {
            let parts = column.split(separator: " ", maxSplits: 1)
            guard parts.count == 2 else { throw EmulatorError(.internal, "not an HTTP binding: \(column)") }
            bindings.append(Binding(verb: String(parts[0]), template: try PathTemplate(String(parts[1]))))
        }
        self.bindings = bindings
    }
}
