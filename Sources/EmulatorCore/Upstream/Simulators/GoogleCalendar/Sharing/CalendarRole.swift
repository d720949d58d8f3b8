/// What somebody may do with a calendar, from the least to the most.
enum CalendarRole: String, Comparable, CaseIterable {
    case none, freeBusyReader, reader, writer, owner

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    static func < (left: CalendarRole, right: CalendarRole) -> Bool { left.rank < right.rank }
}
