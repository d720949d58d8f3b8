import EmulatorCore

/// A coloured tile with the provider's initials, in place of a logo that belongs to somebody.
struct ProviderMark {
    private static let colours = 12

    let values: [String: Any]

    init(name: String, slug: String) {
        let words = name.split { !$0.isLetter && !$0.isNumber }
        let initials = words.count > 1 ? words.prefix(2).map { $0.prefix(1) }.joined() : String(name.prefix(1))
        // The same slug has the same colour in every run.
        let sum = slug.utf8.reduce(UInt32(5381)) { $0 &* 33 &+ UInt32($1) }
        values = ["initials": initials.uppercased(), "colour": Int(sum % UInt32(Self.colours))]
    }
}
