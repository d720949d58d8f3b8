/// SUPPORTED.md: every operation of the vendor, and whether this emulator serves it.
package enum SupportedDocument {
    /// - Parameter served: full names of the operations that have a handler.
    package static func markdown(contract: Contract, served: Set<String>) -> String {
        let operations = contract.vendorOperations
        let services = Dictionary(grouping: operations, by: \.service).sorted { $0.key < $1.key }
        let count = operations.count { served.contains($0.fullName) }
        var lines = [
            "# Supported operations",
            "",
            "Made by `scripts/generate-supported` from the operation table and from the descriptors of the official",
            "Python SDK; do not edit it by hand. A test fails when it is stale.",
            "",
            "\(count) of \(operations.count) operations are served. What is not served answers `UNIMPLEMENTED` by gRPC",
            "and 501 by REST, and says so; it never looks like an object that is missing.",
            "",
            "| service | served | of |",
            "|---|---:|---:|",
        ]
        for (service, operations) in services {
            let count = operations.count { served.contains($0.fullName) }
            lines.append("| [`\(service)`](#\(anchor(service))) | \(count) | \(operations.count) |")
        }
        for (service, operations) in services { lines += section(service, operations, served) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(_ service: String, _ operations: [VendorOperation], _ served: Set<String>) -> [String] {
        let rows = operations.map { operation in
            let bindings = operation.bindings.map { "`\($0.verb) \($0.template.text)`" }.joined(separator: "<br>")
            let isServed = served.contains(operation.fullName) ? "yes" : "no"
            return "| \(OperationWords.summary(operation.name)) | `\(operation.name)` | \(bindings) | \(isServed) |"
        }
        return ["", "## \(service)", "", "| operation | gRPC | REST | served |", "|---|---|---|---|"] + rows
    }

    /// The anchor that a renderer gives to the service's heading.
    private static func anchor(_ service: String) -> String {
        service.lowercased().filter { $0 != "." }
    }
}
