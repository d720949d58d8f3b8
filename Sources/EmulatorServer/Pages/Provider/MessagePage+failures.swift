import EmulatorCore
import HTTPTypes

/// What went wrong at the provider, or on the way back from it.
extension MessagePage {
    /// - Parameter retry: the link's path, when it can be used again.
    static func failed(_ failure: ProviderFailure, provider: String, retry: String?) -> MessagePage {
        MessagePage(
            title: title(failure), text: text(failure, provider), tone: failure == .accessDenied ? .neutral : .bad,
            status: failure == .sessionTimeout ? .gone : .badRequest, errorName: failure.rawValue,
            hint: "The account keeps the credentials it had before.", link: retry.map { ("Try again", $0) })
    }

    /// A failure after the consent, by its documented name.
    static func failed(error: String, description: String) -> MessagePage {
        MessagePage(
            title: "The account could not be connected",
            text: "\(description). Ask the application for another link.", tone: .bad, status: .badRequest,
            errorName: error, hint: "The account keeps the credentials it had before.")
    }

    private static func title(_ failure: ProviderFailure) -> String {
        switch failure {
        case .accessDenied: "Access denied"
        case .invalidRequest: "The provider did not understand the request"
        case .unauthorizedClient: "The provider does not let this application in"
        case .invalidScope: "The provider does not give these scopes"
        case .serverError: "The provider has a problem"
        case .failedToExchangeToken: "The account could not be connected"
        case .sessionTimeout: "This took too long"
        case .invalidState: "This is not the sign-in that was started"
        }
    }

    private static func text(_ failure: ProviderFailure, _ provider: String) -> String {
        switch failure {
        case .accessDenied:
            "You did not let the application use \(provider), so nothing was connected. If that was a slip, ask the"
                + " application for another link."
        case .invalidRequest:
            "\(provider) missed a parameter, or got one that it does not know. Check the connection's settings, then"
                + " try again."
        case .unauthorizedClient:
            "\(provider) knows no application with the connection's client id, or does not let it ask. Check the"
                + " connection's client id, then try again."
        case .invalidScope:
            "The connection asks \(provider) for a scope that it does not know or does not give. Check the"
                + " connection's scopes, then try again."
        case .serverError:
            "\(provider) could not answer. Wait a moment, then try again."
        case .failedToExchangeToken:
            "\(provider) did not give tokens for the code. Ask the application for another link."
        case .sessionTimeout:
            "The link ended before you were back from \(provider). Ask the application for another one."
        case .invalidState:
            "Open the link again, and stay in one browser. If it does not help, ask the application for another one."
        }
    }
}
