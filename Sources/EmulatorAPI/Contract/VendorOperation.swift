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
        for line in text.utf8.split(separator: UInt8(ascii: "\n")) {
            operations.append(try VendorOperation(line: line, callerKinds: callerKinds))
        }
        return operations
    }

    private init(line: Substring.UTF8View, callerKinds: EnumType) throws(EmulatorError) {
        let columns = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard columns.count >= 2, columns[0].contains(UInt8(ascii: "/")),
            let kinds = callerKinds.number(named: String(Substring(columns[1])))
        else { throw EmulatorError(.internal, "not a line of the vendor's operation list: \(Substring(line))") }
        fullName = String(Substring(columns[0]))
        callers = CallerKinds(rawValue: Int(kinds))
        var bindings: [Binding] = []
        for column in columns.dropFirst(2) {
            guard let space = column.firstIndex(of: UInt8(ascii: " ")) else {
                throw EmulatorError(.internal, "not an HTTP binding: \(Substring(column))")
            }
            let path = Substring(column[column.index(after: space)...])
            bindings.append(
                Binding(verb: String(Substring(column[..<space])), template: try PathTemplate(String(path))))
        }
        self.bindings = bindings
    }
}
