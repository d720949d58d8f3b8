import EmulatorCore
import FoundationEssentials
import HTTPTypes

/// A client's id and secret in HTTP Basic. RFC 6749 section 2.3.1 asks for form encoding inside; not every client
/// knows that.
struct BasicCredentials {
    let raw: (String, String)
    let decoded: (String, String)

    /// Nil when the request has none.
    /// - Throws: `OAuthError` when they cannot be read.
    init?(_ headers: HTTPFields) throws {
        guard let value = headers[values: .authorization].first(where: { $0.lowercased().hasPrefix("basic ") }) else {
            return nil
        }
        let malformed = OAuthError(
            .invalidRequest, "the Basic authorization is not base64 of client_id:client_secret in UTF-8")
        guard let data = Data(base64Encoded: value.dropFirst(6).filter { !$0.isWhitespace }),
            let text = String(validating: data, as: UTF8.self), let separator = text.firstIndex(of: ":")
        else { throw malformed }
        raw = (String(text[..<separator]), String(text[text.index(after: separator)...]))
        guard let decoded = try? (FormDecoding.decode(raw.0), FormDecoding.decode(raw.1)) else { throw malformed }
        self.decoded = decoded
    }
}
