import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Mustache
import NIOCore

/// Renders the pages people see. Templates and styles are part of the binary.
struct PageRenderer: Sendable {
    private let library: MustacheLibrary
    private let styles: String

    init() throws {
        var templates: [String: MustacheTemplate] = [:]
        for name in EmbeddedFile.names(prefix: "pages/") where name.hasSuffix(".mustache") {
            let text = EmbeddedFile.text(name) ?? ""
            let short = name.dropFirst("pages/".count).dropLast(".mustache".count)
            templates[String(short)] = try MustacheTemplate(string: text)
        }
        library = MustacheLibrary(templates: templates)
        guard let styles = EmbeddedFile.text("pages/pages.css") else {
            throw EmulatorError(.internal, "this binary was built without its pages")
        }
        self.styles = styles
    }

    /// - Parameter formTargets: other origins that the page's form may end up at by redirects.
    func page(
        _ template: String, _ values: [String: Any], status: HTTPResponse.Status = .ok, formTargets: [String] = []
    ) throws -> Response {
        guard let html = library.render(values, withTemplate: template) else {
            throw EmulatorError(.internal, "the page \(template) is missing")
        }
        var headers = Self.safety(formTargets: formTargets)
        headers[.contentType] = "text/html; charset=utf-8"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    func styleSheet() -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/css; charset=utf-8", .cacheControl: "public, max-age=300",
                .xContentTypeOptions: "nosniff",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: styles)))
    }

    /// No scripts, no frames, no foreign content, nothing kept: pages show who is about to be connected.
    private static func safety(formTargets: [String]) -> HTTPFields {
        let targets = formTargets.map { " \($0)" }.joined()
        return [
            .contentSecurityPolicy: """
            default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'\(targets); \
            frame-ancestors 'none'; base-uri 'none'
            """,
            .xContentTypeOptions: "nosniff",
            .cacheControl: "no-store",
            HTTPField.Name("x-frame-options")!: "DENY",  // A literal that is a valid name.
            HTTPField.Name("referrer-policy")!: "no-referrer",  // A literal that is a valid name.
        ]
    }
}
