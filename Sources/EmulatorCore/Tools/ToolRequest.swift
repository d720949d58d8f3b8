/// How a tool's parameters become a request to its provider, and how such a request is recognised.
package struct ToolRequest: Sendable, Equatable {
    package var method: String
    /// Where it goes instead of the provider's own base URL.
    package var baseURL: String?
    package var path: ToolPath
    package var query: [Placement] = []
    package var body: [BodyPlacement] = []
    package var headers: [Placement] = []
    /// The parameter that is the whole body.
    package var bodyParameter: String?
    /// Sent always; texts may hold `{{params.name}}`.
    package var fixedQuery: [String: JSONValue] = [:]
    package var fixedBody: [String: JSONValue] = [:]
    package var fixedHeaders: [String: JSONValue] = [:]
    package var encoding = Encoding.json
    /// Parameters that are JSON written as a text, and go out as what they say.
    package var jsonTexts: Set<String> = []
    /// The code that finishes the request where a placement of parameters is not enough.
    package var builder: RequestBuilder?

    package enum Encoding: Sendable, Equatable {
        case json
        /// URL-encoded; lists repeat the name.
        case form
        /// URL-encoded, with `name[member]` and `name[0]` for what is nested.
        case brackets
        /// The text of one parameter, as it is.
        case text(contentType: String)
    }

    /// A parameter and the name that it has in a query or a header.
    package struct Placement: Sendable, Equatable {
        package var parameter: String
        package var target: String
    }

    /// A parameter and its place in a body.
    package struct BodyPlacement: Sendable, Equatable {
        package var parameter: String
        package var target: BodyPath
    }
}
