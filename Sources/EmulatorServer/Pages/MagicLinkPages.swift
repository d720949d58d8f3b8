import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore

/// What a person meets at the end of a magic link: the consent page, and the pages it leads to.
struct MagicLinkPages: Sendable {
    static let maximumForm = 256 * 1024

    let worlds: Worlds
    let renderer: PageRenderer
    private let secret = FormSecret()

    init(worlds: Worlds, renderer: PageRenderer) {
        self.worlds = worlds
        self.renderer = renderer
    }

    func add(to router: Router<DoorContext>) {
        router.get("/magicLink/:token") { request, context in try await onPage(context) { try open(request, context) } }
        router.post("/magicLink/:token") { request, context in
            try await onPage(context) { try await decide(request, context) }
        }
        router.get("/connect/success") { _, _ in try renderer.message(.connected) }
        router.get("/connect/denied") { _, _ in try renderer.message(.denied) }
    }

    // MARK: Looking

    /// Shows the consent page, or in `auto` mode approves at once. Asking for the head only never approves,
    /// because mail scanners and chat previews do that.
    private func open(_ request: Request, _ context: DoorContext) throws -> Response {
        let (world, token) = try find(context)
        let opened = try world.magicLinks.open(token)
        switch opened.state {
        case .used: return try renderer.message(.used)
        case .expired: return try renderer.message(.expired)
        case .open: break
        }
        if world.settings.consent != .manual, request.method == .get {
            return try outcome(of: world.magicLinks.approve(token), context)
        }
        return try page(opened, token: token)
    }

    private func page(
        _ opened: OpenedMagicLink, token: String, error: String? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = ConsentPage(opened, token: token, csrf: secret.token(for: token), error: error)
        let target = opened.link.userVerifyURL.flatMap(Self.origin)
        return try renderer.page("consent", page.values, status: status, formTarget: target)
    }

    // MARK: Deciding

    private func decide(_ request: Request, _ context: DoorContext) async throws -> Response {
        let (world, token) = try find(context)
        try Self.refuseOtherSites(request, origin: context.origin)
        let body = try await request.body.collect(upTo: Self.maximumForm)
        let form = Dictionary(try FormDecoding.pairs(String(buffer: body))) { _, last in last }
        guard secret.isValid(form["csrf_token"], for: token) else {
            throw EmulatorError(
                .permissionDenied, "this form is not from the page of this link", errorCode: "FORM_TOKEN_INVALID",
                hint: "Open the link again and decide there.")
        }
        do {
            switch form["decision"] {
            case "approve":
                return try outcome(of: world.magicLinks.approve(token, Approval(fields: Self.fields(form))), context)
            case "deny":
                try world.magicLinks.deny(token)
                return redirect(to: context.origin + "/connect/denied")
            default:
                throw EmulatorError.invalid("decision", "must be approve or deny", constraint: "string.in")
            }
        } catch let error as EmulatorError where error.code == .invalidArgument {
            // What was typed is not echoed: it may be a credential.
            let field = error.violations.first
            let text = field.map { "\($0.field): \($0.description)" } ?? error.message
            return try page(world.magicLinks.open(token), token: token, error: text, status: .badRequest)
        }
    }

    private func outcome(of outcome: ConsentOutcome, _ context: DoorContext) throws -> Response {
        switch outcome {
        case .activated:
            return redirect(to: context.origin + "/connect/success")
        case .verificationRequired(_, let target):
            return redirect(to: target)
        case .failed(let error, let description):
            return try renderer.message(.failed(error: error, description: description))
        }
    }

    /// 303: the browser goes on with GET, and going back does not post again.
    private func redirect(to target: String) -> Response {
        Response(status: .seeOther, headers: [.location: target, .cacheControl: "no-store"])
    }

    // MARK: The link

    /// The link's world stands in its token; a foreign host name gets nothing.
    private func find(_ context: DoorContext) throws -> (World, String) {
        guard context.isKnownHost else { throw UnknownHost.error }
        let token = try context.parameters.require("token")
        guard let key = EnvironmentKey(text: String(token.prefix(8))), let world = worlds.world(environmentKey: key)
        else { throw EmulatorError.notFound("magic link") }
        return (world, token)
    }

    /// Errors of a link are pages, because a person is looking.
    private func onPage(
        _ context: DoorContext, _ body: () async throws -> Response
    ) async throws -> Response {
        do {
            return try await body()
        } catch let error as EmulatorError {
            switch error.errorCode {
            case "MAGIC_LINK_USED": return try renderer.message(.used)
            case "MAGIC_LINK_EXPIRED": return try renderer.message(.expired)
            default: break
            }
            if error.code == .notFound { return try renderer.message(.unknown) }
            return try renderer.message(
                .refused(error.message, hint: error.hint), status: error.code.httpStatus)
        }
    }

    private static func fields(_ form: [String: String]) -> [String: String] {
        var fields: [String: String] = [:]
        for (name, value) in form where name.hasPrefix("field.") { fields[String(name.dropFirst(6))] = value }
        return fields
    }

    /// Browsers say where a form was posted from. Whoever says nothing is no browser.
    private static func refuseOtherSites(_ request: Request, origin: String) throws {
        let site = request.headers[HTTPField.Name("sec-fetch-site")!]  // A literal that is a valid name.
        let from = request.headers[.origin]
        let isForeign = from.map { $0 != "null" && $0 != origin } ?? false
        guard site != "cross-site", !isForeign else {
            throw EmulatorError(.permissionDenied, "another site may not decide here", errorCode: "CROSS_SITE")
        }
    }

    /// Scheme and authority of a URL, for the content security policy.
    private static func origin(_ url: String) -> String? {
        guard Origins.host(ofURL: url) != nil, let scheme = url.firstRange(of: "://") else { return nil }
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        return String(url[..<scheme.upperBound]) + String(authority)
    }
}
