import struct Foundation.Data

/// A list of tools that is never built: for each account (or for none) the names of its tools, in order.
struct ToolListing {
    /// Stands for "no account" in lists that are not about accounts.
    static let nobody: Int64 = 0

    struct Segment {
        var account: Int64
        /// Sorted.
        var names: [String]
    }

    struct Place: Equatable {
        var account: Int64
        var name: String
    }

    /// By account, in ascending order.
    let segments: [Segment]

    init(_ segments: [Segment]) { self.segments = segments.filter { !$0.names.isEmpty } }

    init(names: [String]) { self.init([Segment(account: Self.nobody, names: names)]) }

    var count: Int { segments.reduce(0) { $0 + $1.names.count } }

    /// One page and how to go on in both directions.
    func page(size: Int, token: String) throws -> (places: [Place], next: String, previous: String) {
        let (start, end) = try range(size: size, token: token)
        let places = self.places(from: start, to: end)
        let next = end < count ? places.last.map { Self.token(">:", $0) } : nil
        let previous = start > 0 ? places.first.map { Self.token("<:", $0) } : nil
        return (places, next ?? "", previous ?? "")
    }

    private func range(size: Int, token: String) throws -> (Int, Int) {
        guard !token.isEmpty else { return (0, min(size, count)) }
        guard let place = Self.place(in: token) else {
            throw EmulatorError.invalid(
                "page_token", "value is not a page token of this server; pass one from a previous response unchanged",
                constraint: "page_token")
        }
        if token.hasPrefix(">:") {
            let start = position(after: place)
            return (start, min(start + size, count))
        }
        let end = position(of: place)
        return (max(0, end - size), end)
    }

    private func places(from start: Int, to end: Int) -> [Place] {
        var places: [Place] = []
        var offset = 0
        for segment in segments {
            let lower = max(start - offset, 0)
            let upper = min(end - offset, segment.names.count)
            if lower < upper {
                places += segment.names[lower..<upper].map { Place(account: segment.account, name: $0) }
            }
            offset += segment.names.count
            if offset >= end { break }
        }
        return places
    }

    /// How many stand before a place, whether or not it is still there.
    private func position(of place: Place) -> Int {
        var offset = 0
        for segment in segments where segment.account < place.account { offset += segment.names.count }
        guard let segment = segments.first(where: { $0.account == place.account }) else { return offset }
        return offset + segment.names.lowerBound(of: place.name)
    }

    private func position(after place: Place) -> Int {
        let position = position(of: place)
        return places(from: position, to: position + 1).first == place ? position + 1 : position
    }

    private static func token(_ direction: String, _ place: Place) -> String {
        let json = JSONText.bytes([.string(String(place.account)), .string(place.name)])
        return direction + Data(json).base64EncodedString()
    }

    private static func place(in token: String) -> Place? {
        guard token.hasPrefix(">:") || token.hasPrefix("<:"),
            let data = Data(base64Encoded: String(token.dropFirst(2))), let parts = JSONText.parse(data)?.array,
            parts.count == 2, let account = parts[0].string.flatMap(Int64.init), let name = parts[1].string
        else { return nil }
        return Place(account: account, name: name)
    }
}

extension [String] {
    /// Where a name stands, or would stand, in a sorted list.
    fileprivate func lowerBound(of name: String) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < name { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
