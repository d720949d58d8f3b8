import EmulatorCore
import HTTPTypes

/// Where a link ends.
extension MessagePage {
    static let connected = MessagePage(
        title: "Account connected", text: "You can close this window and go back to your application.", tone: .good)

    static let alreadyConnected = MessagePage(
        title: "Already connected",
        text: "This consent was given before, and nothing happened twice. You can close this window.", tone: .good)

    static let alreadyPending = MessagePage(
        title: "Already given",
        text: "This consent was given before. The application has still to confirm who you are: go back to it.")

    static let denied = MessagePage(
        title: "Access denied", text: "Nothing was connected. You can close this window.")

    static let used = MessagePage(
        title: "This link was already used",
        text: "A link works once. Ask the application for another one if the account has to be connected again.",
        status: .gone)

    static let expired = MessagePage(
        title: "This link has expired", text: "Ask the application for another one.", status: .gone)

    static let unknown = MessagePage(
        title: "This link does not exist",
        text: "It may belong to an emulator that was restarted. Ask the application for another one.",
        status: .notFound)

    /// Any other error, for the person who happens to look.
    static func refused(_ error: EmulatorError) -> MessagePage {
        let isNamed = error.errorCode == error.errorCode.lowercased()
        return MessagePage(
            title: "This did not work", text: EmulatorError.sentence(error.message), tone: .bad,
            status: error.code.httpStatus,
            errorName: isNamed ? error.errorCode : nil, hint: error.hint)
    }
}
