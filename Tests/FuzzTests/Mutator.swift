/// Turns good inputs into bad ones, the same ones in every run.
struct Mutator {
    private var state: UInt64
    /// Pieces that are worth putting somewhere.
    private let pieces: [[UInt8]]

    init(seed: UInt64, pieces: [String] = []) {
        state = seed
        self.pieces = (pieces + Self.pieces).map { Array($0.utf8) }
    }

    private static let pieces = [
        "", "\u{0}", "\"", "'", "{", "}", "[", "]", ":", ",", "-", "#", "&a", "*a", "!!binary", "|", ">", "\n", "\t",
        "    ", "null", "true", "0", "-1", "1e999", "9223372036854775808", "NaN", "\\u0000", "\\ud800", "{{", "}}",
        "{{params.x | y}}", "$regex", "(((((((((", "\u{FEFF}", "é", "💥", "../", "%2f", "%", "$ref", "<<", "---",
        String(repeating: "[", count: 300), String(repeating: "a", count: 5_000),
    ]

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func number(below bound: Int) -> Int { bound <= 1 ? 0 : Int(next() % UInt64(bound)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

    /// A few changes at once, mostly in one place.
    mutating func mutated(_ input: [UInt8]) -> [UInt8] {
        var bytes = input
        for _ in 0...number(below: 4) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = number(below: bytes.count + 1)
        let length = number(below: pick([2, 8, 80]) + 1)
        let end = min(bytes.count, place + length)
        switch number(below: 7) {
        case 0: if !bytes.isEmpty { bytes[min(place, bytes.count - 1)] ^= UInt8(1 << number(below: 8)) }
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: pick(pieces), at: place)
        case 3: bytes.replaceSubrange(place..<end, with: pick(pieces))
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: number(below: bytes.count + 1))
        case 5: bytes.removeSubrange(place...)
        default: bytes.insert(UInt8(truncatingIfNeeded: next()), at: place)
        }
    }
}
