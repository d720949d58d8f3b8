/// An id that is a prefix and a number, as all of Scalekit's are. The number comes from the world's counter,
/// so a larger one is younger, and it is the row's primary key in the store.
package protocol NumberedID: CustomStringConvertible, Sendable {
    static var prefix: String { get }
    var number: Int64 { get }
    init(number: Int64)
}

extension NumberedID {
    package var description: String { Self.prefix + String(number) }

    /// Nil when the text does not have this kind's prefix followed by digits.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.prefix) else { return nil }
        let digits = text.dropFirst(Self.prefix.count)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        // More digits than any id has make a number that nothing has.
        let number = Int64(digits) ?? .max
        guard number > 0 else { return nil }
        self.init(number: number)
    }
}
