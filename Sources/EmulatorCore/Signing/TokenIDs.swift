import Crypto
import FoundationEssentials
import Synchronization

/// Ids of tokens, `tkn_` and digits: no two tokens of one kind that this process mints share one.
final class TokenIDs: Sendable {
    /// Sets the ids of one kind of token apart from another's; empty for access tokens.
    private let kind: String
    private let minted = Mutex(UInt64(0))

    init(kind: String = "") { self.kind = kind }

    /// - Parameter issued: in seconds since 1970.
    func next(client: String, issued: Int) -> String {
        let count = minted.withLock { value in
            value += 1
            return value
        }
        let text = "\(kind.isEmpty ? "" : "\(kind) ")\(client) \(issued) \(count)"
        let number = SHA256.hash(data: Data(text.utf8)).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return "tkn_\(100_000_000_000_000_000 + number % 900_000_000_000_000_000)"
    }
}
