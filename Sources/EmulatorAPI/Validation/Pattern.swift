package import EmulatorCore

/// A regular expression of the contract. The contract's patterns are RE2: no backreferences, linear time, and a
/// match anywhere in the text counts. This matches them the same way, by following all threads at once; the
/// usual shape, one class of characters from start to end, is a plain loop.
package struct Pattern: Sendable {
    package let text: String
    private let program: [PatternProgram.Instruction]
    private let wholeTextClass: (set: CharacterSet, repeats: ClosedRange<Int>)?

    /// - Throws: for syntax beyond what `PatternParser` reads.
    package init(_ text: String) throws(EmulatorError) {
        self.text = text
        let tree = try PatternParser.parse(text)
        program = PatternProgram.compile(tree)
        wholeTextClass = tree.wholeTextClass
    }

    package func matches(_ text: String) -> Bool { matches(Array(text.utf8)[...]) }

    /// - Parameter text: UTF-8.
    func matches(_ text: ArraySlice<UInt8>) -> Bool {
        guard let (set, repeats) = wholeTextClass else {
            return PatternProgram.matches(program, text)
        }
        var count = 0
        for byte in text where !isContinuation(byte) {
            guard set.contains(byte) else { return false }
            count += 1
        }
        return repeats.contains(count)
    }
}

/// The characters a step of a pattern takes: ASCII by bit; all others together, or none.
struct CharacterSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0
    private var containsNonASCII = false

    /// - Parameter characters: ASCII.
    init(_ characters: ClosedRange<UInt8>...) {
        for character in characters.joined() {
            if character < 64 { low |= 1 << UInt64(character) } else { high |= 1 << UInt64(character - 64) }
        }
    }

    var inverted: CharacterSet {
        var set = self
        set.low = ~low
        set.high = ~high
        set.containsNonASCII = !containsNonASCII
        return set
    }

    func union(_ other: CharacterSet) -> CharacterSet {
        var set = self
        set.low |= other.low
        set.high |= other.high
        set.containsNonASCII = containsNonASCII || other.containsNonASCII
        return set
    }

    /// - Parameter byte: the first byte of a character in UTF-8.
    func contains(_ byte: UInt8) -> Bool {
        if byte < 64 { return low >> UInt64(byte) & 1 == 1 }
        if byte < 128 { return high >> UInt64(byte - 64) & 1 == 1 }
        return containsNonASCII
    }
}

/// Whether a byte of UTF-8 belongs to the character before it.
func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }
