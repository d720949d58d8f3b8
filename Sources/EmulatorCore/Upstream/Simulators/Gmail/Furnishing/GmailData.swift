import struct Foundation.Date

/// A value of the data that a mailbox starts with, and where it stands in them.
struct GmailData {
    let value: JSONValue
    let path: String

    func refuse(_ what: String) -> EmulatorError { .invalid(path, what, constraint: "simulator.data") }

    /// The members of a mapping.
    /// - Throws: when it has others than these.
    func members(_ names: [String]) throws -> [String: GmailData] {
        guard let object = value.object else { throw refuse("value must be a mapping, not \(value.shown)") }
        for name in object.keys.sorted() where !names.contains(name) {
            let question = NearestName.to(name, in: names).map { ", did you mean \($0)?" } ?? ""
            throw GmailData(value: .null, path: "\(path).\(name)").refuse("there is no such member\(question)")
        }
        return object.reduce(into: [:]) { result, member in
            if !member.value.isNull {
                result[member.key] = GmailData(value: member.value, path: "\(path).\(member.key)")
            }
        }
    }

    func items() throws -> [GmailData] {
        guard let items = value.array else { throw refuse("value must be a list, not \(value.shown)") }
        return items.enumerated().map { GmailData(value: $1, path: "\(path)[\($0)]") }
    }

    func text() throws -> String {
        switch value {
        case .string(let text): return text
        case .number, .bool: return value.shown
        default: throw refuse("value must be a text, not \(value.shown)")
        }
    }

    /// A text, or several joined by commas, as headers have them.
    func addresses() throws -> String {
        let texts = try value.array == nil ? [text()] : items().map { try $0.text() }
        for text in texts {
            for entry in MIMEAddress.entries(text) where MIMEAddress(entry) == nil {
                throw refuse("\"\(entry)\" is no address: write Name <name@example.com>")
            }
        }
        return texts.joined(separator: ", ")
    }

    func texts() throws -> [String] { try items().map { try $0.text() } }

    /// How long ago, as milliseconds since 1970.
    func age(before now: Date) throws -> Int64 {
        guard let seconds = DurationText.seconds(in: try text()), seconds >= 0 else {
            throw refuse("value must be a time such as 2h or 3d12h, not \(value.shown)")
        }
        return Int64((now.timeIntervalSince1970 - seconds) * 1_000)
    }

    /// A moment, as milliseconds since 1970.
    func moment() throws -> Int64 {
        guard let date = try? Date(try text(), strategy: .iso8601) else {
            throw refuse("value must be a time such as 2026-11-25T10:15:00Z, not \(value.shown)")
        }
        return Int64(date.timeIntervalSince1970 * 1_000)
    }
}
