import EmulatorCore
import HTTPTypes
import NIOCore

/// Tells which environment a page belongs to, so that its journal has the visit. Pages that are nobody's, such as the
/// landing page, have none.
struct PageVisits: Sendable {
    let worlds: Worlds

    func find(_ head: HTTPRequest, body: ByteBuffer) -> PageVisit? {
        let target = RequestTarget(head.path ?? "/")
        let parts = target.path.split(separator: "/", omittingEmptySubsequences: true)
        switch parts.first {
        case "magicLink" where parts.count == 2: return ofLink(String(parts[1]), head)
        case "provider" where parts.count == 4, "dashboard":
            return ofState(in: target, body, head, path: target.path)
        case "sso" where parts.count == 5:
            return ofState(in: target, body, head, path: "/sso/v1/oauth/{connection}/callback")
        default: return nil
        }
    }

    /// The token is what lets a person in, so it is not written down.
    private func ofLink(_ token: String, _ head: HTTPRequest) -> PageVisit? {
        guard let world = EnvironmentKey(magicLinkToken: token).flatMap(worlds.world(environmentKey:)) else {
            return nil
        }
        return PageVisit(
            world: world, operation: "\(head.method) /magicLink/{token}", details: world.consentDetails(link: token))
    }

    private func ofState(in target: RequestTarget, _ body: ByteBuffer, _ head: HTTPRequest, path: String) -> PageVisit?
    {
        let form = head.method == .post ? (try? FormDecoding.pairs(String(buffer: body))) ?? [] : []
        let values = ((try? target.query) ?? []) + form
        guard let state = values.last(where: { $0.0 == "state" })?.1,
            let world = EnvironmentKey(authorizationState: state).flatMap(worlds.world(environmentKey:))
        else { return nil }
        return PageVisit(
            world: world, operation: "\(head.method) \(path)", details: world.consentDetails(state: state))
    }
}

/// A page that is part of somebody's consent.
struct PageVisit: Sendable {
    var world: World
    /// Verb and path, without what is secret in it.
    var operation: String
    /// Nil where nothing of the consent is left, or ever was.
    var details: CallDetails?

    func journalCall(_ client: CallingClient) -> JournalCall {
        JournalCall(
            door: .page, operation: operation, caller: "", client: client,
            subject: KnownSubject(details ?? CallDetails()), startedAt: world.clock.now())
    }
}
