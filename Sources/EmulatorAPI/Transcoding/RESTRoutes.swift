/// Finds the operation behind a REST request: what is served, and what only the vendor serves.
package struct RESTRoutes: Sendable {
    private let tree: RouteTree

    /// - Parameter served: full names of the operations that have a handler.
    package init(contract: Contract, served: Set<String>) {
        var tree = RouteTree()
        for method in contract.services.flatMap(\.methods) where served.contains(method.fullName) {
            for binding in method.bindings { tree.add(binding.verb, binding.template, .operation(method, binding)) }
        }
        for operation in contract.vendorOperations where !served.contains(operation.fullName) {
            for binding in operation.bindings { tree.add(binding.verb, binding.template, .notServed(operation)) }
        }
        self.tree = tree
    }

    /// A literal segment beats a variable. Leading slashes count once, because a base URL may end with one; a
    /// trailing slash or an empty segment in the middle matches nothing, so that a forgotten id does not turn a
    /// request for one object into one for all. A percent-escape is decoded, and an escaped colon (`%3A`) is part of
    /// the value in front of it, not the start of a verb.
    /// - Parameter path: as it came, without the query.
    package func match(verb: String, path: String) -> RESTMatch {
        tree.match(verb, path)
    }
}

package enum RESTMatch: Sendable {
    case operation(Method, HTTPBinding, captures: [String: String])
    /// The vendor has this operation, and we do not.
    case notServed(VendorOperation)
    /// The path is known with other verbs, served or not, sorted.
    case wrongVerb(allowed: [String])
    case unknown
}
