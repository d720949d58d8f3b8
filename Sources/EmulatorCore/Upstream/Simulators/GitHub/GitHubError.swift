/// A refusal in the form that GitHub's REST API gives it.
struct GitHubError: Error, Equatable {
    var status: Int
    var message: String
    /// What is wrong with single fields; empty for none.
    var errors: [JSONValue] = []
    /// The page that describes the call, filled in by the route.
    var page = ""

    static let notFound = GitHubError(status: 404, message: "Not Found")

    static func forbidden(_ message: String) -> GitHubError { GitHubError(status: 403, message: message) }

    static let needsAdmin = forbidden("Must have admin rights to Repository.")

    static func conflict(_ message: String) -> GitHubError { GitHubError(status: 409, message: message) }

    static func unprocessable(_ message: String) -> GitHubError { GitHubError(status: 422, message: message) }

    /// What the body's schema refuses.
    static func invalidRequest(_ what: String) -> GitHubError { unprocessable("Invalid request.\n\n\(what)") }

    /// What a rule of the resource refuses.
    /// - Parameters:
    ///   - code: `missing`, `missing_field`, `invalid`, `already_exists`, `unprocessable` or `custom`.
    ///   - message: for `custom`, which says in words what is wrong.
    static func validation(
        _ resource: String, _ field: String? = nil, _ code: String, _ message: String? = nil, value: JSONValue? = nil
    ) -> GitHubError {
        var error: [String: JSONValue] = ["resource": .string(resource), "code": .string(code)]
        error["field"] = field.map(JSONValue.string)
        error["message"] = message.map(JSONValue.string)
        error["value"] = value
        return GitHubError(status: 422, message: "Validation Failed", errors: [.object(error)])
    }

    static func custom(_ resource: String, _ message: String, field: String? = nil) -> GitHubError {
        validation(resource, field, "custom", message)
    }

    var response: UpstreamResponse {
        let address = "https://docs.github.com/rest" + (page.isEmpty ? "" : "/\(page)")
        var body: [String: JSONValue] = [
            "message": .string(message), "documentation_url": .string(address),
            "status": .string(String(status)),
        ]
        if !errors.isEmpty { body["errors"] = .array(errors) }
        return .json(.object(body), status: status)
    }
}
