import Crypto
import FoundationEssentials

/// Makes the hidden token of a form, so that another site cannot post it for the person who is looking at it.
/// The key lives as long as the process; a form that was open across a restart is to be loaded again.
struct FormSecret: Sendable {
    private let key = SymmetricKey(size: .bits256)

    func token(for subject: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data(subject.utf8), using: key)
        return Data(code).base64EncodedString()
    }

    func isValid(_ token: String?, for subject: String) -> Bool {
        guard let token, let code = Data(base64Encoded: token) else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(subject.utf8), using: key)
    }
}
