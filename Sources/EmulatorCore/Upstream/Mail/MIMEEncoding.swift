import Foundation

/// How bodies travel (RFC 2045): base64, quoted-printable, and characters as bytes.
enum MIMEEncoding {
    /// Both alphabets, with and without padding; everything that is no digit is skipped, as mails demand.
    static func base64(_ text: some StringProtocol) -> [UInt8] {
        var digits = text.utf8.compactMap { byte -> UInt8? in
            switch byte {
            case UInt8(ascii: "-"): UInt8(ascii: "+")
            case UInt8(ascii: "_"): UInt8(ascii: "/")
            case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"):
                byte
            default: nil
            }
        }
        if digits.count % 4 == 1 { digits.removeLast() }
        while digits.count % 4 != 0 { digits.append(UInt8(ascii: "=")) }
        return Data(base64Encoded: Data(digits)).map { [UInt8]($0) } ?? []
    }

    /// Google's form of bytes: base64url, padded.
    static func base64URL(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    /// Nil for a text that has other characters than base64 or base64url.
    static func strictBase64(_ text: String) -> [UInt8]? {
        let allowed = text.allSatisfy {
            $0.isASCII && ($0.isLetter || $0.isNumber || "+/-_=".contains($0) || $0.isWhitespace)
        }
        return allowed ? base64(text) : nil
    }

    /// - Parameter underscoreIsSpace: as in encoded words.
    static func quotedPrintable(_ source: some Sequence<UInt8>, underscoreIsSpace: Bool = false) -> [UInt8] {
        let bytes = Array(source)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "_"), underscoreIsSpace {
                result.append(UInt8(ascii: " "))
            } else if byte == UInt8(ascii: "="), let length = softBreak(bytes[index...]) {
                index += length
            } else if byte == UInt8(ascii: "="), index + 1 < bytes.count,
                let value = UInt8(String(decoding: bytes[index...index + 1], as: UTF8.self), radix: 16)
            {
                result.append(value)
                index += 2
            } else {
                result.append(byte)
            }
        }
        return result
    }

    /// The length of a line break that is none; nil when something else follows.
    private static func softBreak(_ rest: ArraySlice<UInt8>) -> Int? {
        if rest.starts(with: [13, 10]) { return 2 }
        return rest.first == 10 ? 1 : nil
    }

    static func text(_ bytes: some Collection<UInt8>, charset: String) -> String {
        switch charset.lowercased() {
        case "iso-8859-1", "latin1", "windows-1252", "cp1252":
            String(data: Data(bytes), encoding: .windowsCP1252) ?? String(decoding: bytes, as: UTF8.self)
        case "utf-16", "utf-16le", "utf-16be":
            String(data: Data(bytes), encoding: .utf16) ?? String(decoding: bytes, as: UTF8.self)
        default: String(decoding: bytes, as: UTF8.self)
        }
    }
}
