/// The formats that `buf.validate.StringRules` knows by name, as far as the contract uses them.
enum TextFormats {
    /// An address as HTML forms take it: a local part of common characters, `@`, and host labels.
    static func isEmail(_ text: ArraySlice<UInt8>) -> Bool {
        guard let at = text.firstIndex(of: UInt8(ascii: "@")), at > text.startIndex else { return false }
        guard text[..<at].allSatisfy({ isAlphanumeric($0) || localPunctuation.contains($0) }) else { return false }
        return text[(at + 1)...].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy(isHostLabel)
    }

    /// An absolute URI: a scheme, a colon, then only characters that RFC 3986 allows, with whole percent-escapes.
    static func isURI(_ text: ArraySlice<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), let first = text.first, isLetter(first) else {
            return false
        }
        let scheme = text[..<colon]
        guard scheme.allSatisfy({ isAlphanumeric($0) || schemePunctuation.contains($0) }) else { return false }
        return isURICharacters(text[(colon + 1)...])
    }

    private static let localPunctuation = Set(".!#$%&'*+/=?^_`{|}~-".utf8)
    private static let schemePunctuation = Set("+-.".utf8)
    private static let uriPunctuation = Set("-._~:/?#[]@!$&'()*+,;=".utf8)

    private static func isURICharacters(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%") {
                guard rest.count >= 2, rest.prefix(2).allSatisfy(isHexDigit) else { return false }
                rest = rest.dropFirst(2)
            } else if !isAlphanumeric(byte) && !uriPunctuation.contains(byte) {
                return false
            }
        }
        return true
    }

    private static func isHostLabel(_ label: ArraySlice<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
            && label.allSatisfy { isAlphanumeric($0) || $0 == hyphen }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte | 0x20) }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
