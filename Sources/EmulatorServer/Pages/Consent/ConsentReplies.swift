import EmulatorCore
import HTTPTypes
import Hummingbird

/// What the pages of a consent have in common: where it goes on, and how errors are shown to a person.
struct ConsentReplies: Sendable {
    let worlds: Worlds
    let renderer: PageRenderer

    /// 303: the browser goes on with GET, and going back does not post again.
    func redirect(to target: String, status: HTTPResponse.Status = .seeOther) -> Response {
        Response(status: status, headers: [.location: target, .cacheControl: "no-store"])
    }

    func outcome(_ outcome: ConsentOutcome, _ context: DoorContext) throws -> Response {
        switch outcome {
        case .activated: redirect(to: context.origin + "/connect/success")
        case .verificationRequired(_, let target): redirect(to: target)
        case .failed(let error, let description):
            try renderer.message(.failed(error: error, description: description))
        }
    }

    /// A foreign host name gets nothing.
    func world(_ key: EnvironmentKey?, _ context: DoorContext) throws -> World? {
        guard context.isKnownHost else { throw UnknownHost.error }
        return key.flatMap(worlds.world(environmentKey:))
    }

    /// Errors are pages, because a person is looking.
    func onPage(_ body: () async throws -> Response) async throws -> Response {
        do {
            return try await body()
        } catch let error as EmulatorError {
            switch error.errorCode {
            case "MAGIC_LINK_USED": return try renderer.message(.used)
            case "MAGIC_LINK_EXPIRED": return try renderer.message(.expired)
            case ProviderFailure.invalidState.rawValue:
                return try renderer.message(.failed(.invalidState, provider: "the provider", retry: nil))
            default: break
            }
            return try renderer.message(error.code == .notFound ? .unknown : .refused(error))
        }
    }
}
