/// An enum of the contract. Numbers that it does not name are legal on the wire.
package final class EnumType: Sendable {
    package struct Value: Sendable, Hashable {
        package let name: String
        package let number: Int32
    }

    package let fullName: String
    /// In declaration order.
    package let values: [Value]
    private let numbers: [String: Int32]
    /// Names with quotes around them by number, ready for JSON; empty where the number has none.
    private let quotedNames: [[UInt8]]
    private static let widestTable = 1024

    package init(fullName: String, values: [Value]) {
        self.fullName = fullName
        self.values = values
        numbers = Dictionary(values.map { ($0.name, $0.number) }) { first, _ in first }
        let highest = values.map { Int($0.number) }.filter { $0 < Self.widestTable }.max() ?? 0
        var quoted = [[UInt8]](repeating: [], count: highest + 1)
        for value in values.reversed() where quoted.indices.contains(Int(value.number)) {
            quoted[Int(value.number)] = Array("\"\(value.name)\"".utf8)
        }
        quotedNames = quoted
    }

    package func number(named name: String) -> Int32? { numbers[name] }

    package func name(of number: Int32) -> String? { values.first { $0.number == number }?.name }

    package func contains(_ number: Int32) -> Bool {
        quotedName(of: number) != nil
    }

    /// The name as JSON writes it. With aliases the one declared first wins.
    func quotedName(of number: Int32) -> [UInt8]? {
        if quotedNames.indices.contains(Int(number)) {
            let quoted = quotedNames[Int(number)]
            return quoted.isEmpty ? nil : quoted
        }
        return name(of: number).map { Array("\"\($0)\"".utf8) }
    }
}
