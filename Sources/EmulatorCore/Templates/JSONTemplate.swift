/// A JSON document whose texts hold placeholders, taken apart once so that filling them in is cheap.
package struct JSONTemplate: Sendable, Equatable {
    /// As it was written.
    package let json: JSONValue
    private let root: Node

    private indirect enum Node: Sendable, Equatable {
        /// Without a placeholder anywhere.
        case fixed(JSONValue)
        case text(TextTemplate)
        case array([Node])
        case object([String: Node])
    }

    package init(_ json: JSONValue) {
        self.json = json
        root = Self.node(json)
    }

    /// The document with every placeholder in its texts filled in.
    /// - Parameter value: what a name stands for; nil for the fallback, and null when there is none either.
    package func rendered(_ value: (String) throws -> JSONValue?) rethrows -> JSONValue {
        try Self.rendered(root, value)
    }

    private static func node(_ json: JSONValue) -> Node {
        switch json {
        case .string(let text): return text.contains("{{") ? .text(TextTemplate(text)) : .fixed(json)
        case .array(let items):
            let nodes = items.map(node)
            return nodes.allSatisfy(isFixed) ? .fixed(json) : .array(nodes)
        case .object(let members):
            let nodes = members.mapValues(node)
            return nodes.values.allSatisfy(isFixed) ? .fixed(json) : .object(nodes)
        case .null, .bool, .number: return .fixed(json)
        }
    }

    private static func isFixed(_ node: Node) -> Bool { if case .fixed = node { true } else { false } }

    private static func rendered(_ node: Node, _ value: (String) throws -> JSONValue?) rethrows -> JSONValue {
        switch node {
        case .fixed(let json): json
        case .text(let template): try template.render(value)
        case .array(let items): .array(try items.map { try rendered($0, value) })
        case .object(let members): .object(try members.mapValues { try rendered($0, value) })
        }
    }
}
