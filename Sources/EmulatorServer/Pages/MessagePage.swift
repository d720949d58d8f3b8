import EmulatorCore
import HTTPTypes
import Hummingbird

/// A page that says one thing.
enum MessagePage {
    case connected
    case denied
    case used
    case expired
    case unknown
    case failed(error: String, description: String)
    case refused(String, hint: String?)

    var status: HTTPResponse.Status {
        switch self {
        case .connected, .denied: .ok
        case .used, .expired: .gone
        case .unknown: .notFound
        case .failed, .refused: .badRequest
        }
    }

    var title: String {
        switch self {
        case .connected: "Account connected"
        case .denied: "Access denied"
        case .used: "This link was already used"
        case .expired: "This link has expired"
        case .unknown: "This link does not exist"
        case .failed: "The account could not be connected"
        case .refused: "This did not work"
        }
    }

    var text: String {
        switch self {
        case .connected: "You can close this window and go back to your application."
        case .denied: "Nothing was connected. You can close this window."
        case .used: "A link works once. Ask the application for another one if the account has to be connected again."
        case .expired: "Ask the application for another one."
        case .unknown: "It may belong to an emulator that was restarted. Ask the application for another one."
        case .failed(let error, let description): "\(error): \(description)"
        case .refused(let message, _): message
        }
    }

    var hint: String? { if case .refused(_, let hint) = self { hint } else { nil } }
}

extension PageRenderer {
    func message(_ page: MessagePage, status: HTTPResponse.Status? = nil) throws -> Response {
        try self.page(
            "message",
            [
                "title": page.title, "text": page.text, "eyebrow": "scalekit-emulator",
                "hint": page.hint ?? false,
            ], status: status ?? page.status)
    }
}
