/// JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.
enum JSONEscapes {
    /// `\ud83d\ude00` becomes the one YAML escape `\U0001F600`; everything else stays as it is.
    static func joiningSurrogates(in text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let scalar = pair(in: bytes, at: index) {
                let digits = String(scalar, radix: 16, uppercase: true)
                result += "\\U".utf8
                result += String(repeating: "0", count: 8 - digits.count).utf8
                result += digits.utf8
                index += 12
            } else if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
                result += bytes[index...index + 1]
                index += 2
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func pair(in bytes: [UInt8], at index: Int) -> UInt32? {
        guard let high = unit(in: bytes, at: index), (0xD800..<0xDC00).contains(high),
            let low = unit(in: bytes, at: index + 6), (0xDC00..<0xE000).contains(low)
        else { return nil }
        return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
    }

    private static func unit(in bytes: [UInt8], at index: Int) -> UInt32? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt32(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}
