import Foundation

/// Times as GitHub writes them: RFC 3339 in UTC without fractions, so that they sort as texts.
enum GitHubTime {
    /// - Parameter seconds: since 1970.
    static func text(_ seconds: Int) -> String { Date(timeIntervalSince1970: Double(seconds)).rfc3339 }

    /// Nil for a text that is no time.
    static func seconds(_ text: String) -> Int? {
        Date(rfc3339: text).map { Int($0.timeIntervalSince1970.rounded(.down)) }
    }
}
