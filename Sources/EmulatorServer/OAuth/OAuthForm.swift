import EmulatorCore
import Hummingbird

/// The form of a token request.
enum OAuthForm {
    static let maximumBody = 64 * 1024

    /// - Throws: `OAuthError` for another content type, and for a name that is there twice (RFC 6749 section 3.2).
    static func values(of request: Request) async throws -> [String: String] {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            throw OAuthError(
                .invalidRequest,
                "the body must be application/x-www-form-urlencoded, not \(type.isEmpty ? "empty" : type)")
        }
        let body = try await request.body.collect(upTo: maximumBody)
        var form: [String: String] = [:]
        for (name, value) in try pairs(String(buffer: body)) {
            let earlier = form.updateValue(value, forKey: name)
            guard earlier == nil else {
                throw OAuthError(.invalidRequest, "\(name) is given more than once")
            }
        }
        return form
    }

    private static func pairs(_ body: String) throws -> [(String, String)] {
        do {
            return try FormDecoding.pairs(body)
        } catch let error as EmulatorError {
            throw OAuthError(.invalidRequest, error.message)
        }
    }
}
