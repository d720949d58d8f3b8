/// Path templates by their segments.
struct RouteTree: Sendable {
    enum Target: Sendable {
        case operation(Method, HTTPBinding)
        case notServed(VendorOperation)
    }

    private struct Route: Sendable {
        let verb: String
        let variables: [String]
        let target: Target
    }

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        /// Longest suffix first.
        var variables: [(suffix: String, node: Int)] = []
        /// Behind `**`.
        var rest: Int?
        var routes: [Route] = []
    }

    private var nodes = [Node()]
    /// The nodes of templates without variables by their path, which a tree walk would reach first anyway.
    private var literalPaths: [String: Int] = [:]

    /// Of two routes with the same verb and shape the first one counts.
    mutating func add(_ verb: String, _ template: PathTemplate, _ target: Target) {
        var node = 0
        for segment in template.segments { node = child(of: node, for: segment) }
        guard !nodes[node].routes.contains(where: { $0.verb == verb }) else { return }
        let route = Route(verb: verb, variables: template.variables, target: target)
        nodes[node].routes.append(route)
        if template.isLiteral { literalPaths[template.text] = node }
    }

    private mutating func child(of node: Int, for segment: PathTemplate.Segment) -> Int {
        switch segment {
        case .literal(let text):
            if let child = nodes[node].literals[text] { return child }
            nodes[node].literals[text] = nodes.count
        case .variable(_, let suffix):
            if let child = nodes[node].variables.first(where: { $0.suffix == suffix }) { return child.node }
            nodes[node].variables.append((suffix, nodes.count))
            nodes[node].variables.sort { $0.suffix.utf8.count > $1.suffix.utf8.count }
        case .rest:
            if let child = nodes[node].rest { return child }
            nodes[node].rest = nodes.count
        }
        nodes.append(Node())
        return nodes.count - 1
    }
}

extension RouteTree {
    func match(_ verb: String, _ path: String) -> RESTMatch {
        let slash = UInt8(ascii: "/")
        guard path.utf8.first == slash else { return .unknown }
        if let node = literalPaths[path], let route = nodes[node].routes.first(where: { $0.verb == verb }) {
            return Self.match(route, values: [])
        }
        let segments = path.utf8.drop { $0 == slash }.split(separator: slash, omittingEmptySubsequences: false)
        var search = Search(verb: verb, segments: segments.map { Substring($0) })
        guard let route = find(&search, from: 0, at: 0) else {
            return search.verbs.isEmpty ? .unknown : .wrongVerb(allowed: search.verbs.sorted())
        }
        return Self.match(route, values: search.values)
    }

    private static func match(_ route: Route, values: [Substring]) -> RESTMatch {
        switch route.target {
        case .notServed(let operation): return .notServed(operation)
        case .operation(let method, let binding):
            let values = values.map(PercentEncoding.decode)
            return .operation(
                method, binding, captures: Dictionary(zip(route.variables, values)) { _, last in last })
        }
    }

    private struct Search {
        let verb: String
        let segments: [Substring]
        var values: [Substring] = []
        /// The verbs of every route that fits the path.
        var verbs: Set<String> = []
    }

    private func find(_ search: inout Search, from node: Int, at index: Int) -> Route? {
        guard index < search.segments.count else { return route(&search, at: node) ?? rest(&search, of: node) }
        let segment = search.segments[index]
        if let child = nodes[node].literals[PercentEncoding.decode(segment)],
            let route = find(&search, from: child, at: index + 1)
        {
            return route
        }
        for (suffix, child) in nodes[node].variables where segment.hasSuffix(suffix) {
            let value = Substring(segment.utf8.dropLast(suffix.utf8.count))
            guard !value.isEmpty else { continue }
            search.values.append(value)
            if let route = find(&search, from: child, at: index + 1) { return route }
            search.values.removeLast()
        }
        return rest(&search, of: node)
    }

    private func route(_ search: inout Search, at node: Int) -> Route? {
        if let route = nodes[node].routes.first(where: { $0.verb == search.verb }) { return route }
        search.verbs.formUnion(nodes[node].routes.map(\.verb))
        return nil
    }

    private func rest(_ search: inout Search, of node: Int) -> Route? {
        nodes[node].rest.flatMap { route(&search, at: $0) }
    }
}
