import Crypto

import struct Foundation.Data

/// Names of git's objects: SHA-1 over a header and the content, so they are what git itself would call them.
enum GitHubObjectName {
    static func of(_ kind: String, _ content: [UInt8]) -> String {
        let digest = Insecure.SHA1.hash(data: Data("\(kind) \(content.count)\0".utf8) + content)
        return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func bytes(_ name: String) -> [UInt8] {
        let digits = name.compactMap { $0.hexDigitValue.map(UInt8.init) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// Whether a text is a whole name.
    static func isWhole(_ text: String) -> Bool {
        text.count == 40 && text.allSatisfy { $0.isHexDigit && !$0.isUppercase }
    }
}
