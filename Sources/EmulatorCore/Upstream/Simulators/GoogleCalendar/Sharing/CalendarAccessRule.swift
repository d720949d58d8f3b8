/// What a person, a group, a domain or everybody may do with a calendar.
struct CalendarAccessRule {
    /// Whom a rule is for.
    struct Scope: Equatable {
        /// `default`, `user`, `group` or `domain`.
        var type: String
        /// Empty for `default`.
        var value: String

        var id: String { type == "default" ? type : "\(type):\(value)" }

        /// Who is in a group is not known here.
        func includes(_ address: String) -> Bool {
            switch type {
            case "default": true
            case "user": value.lowercased() == address.lowercased()
            case "domain": address.lowercased().hasSuffix("@" + value.lowercased())
            default: false
            }
        }

        var json: JSONValue { .present(["type": .string(type), "value": value.isEmpty ? nil : .string(value)]) }
    }

    var scope: Scope
    var role: CalendarRole
    private(set) var record: CalendarRecord

    init(_ record: CalendarRecord) {
        self.record = record
        scope = Scope(
            type: record.body["type"]?.string ?? "", value: record.body["value"]?.string ?? "")
        role = record.isDeleted ? .none : CalendarRole(rawValue: record.body["role"]?.string ?? "") ?? .none
    }

    /// A new one, or another one in the place of what was there.
    static func record(_ scope: Scope, _ role: CalendarRole, over old: CalendarRecord? = nil) -> CalendarRecord {
        var record = old ?? CalendarRecord(id: scope.id, body: [:])
        record.body = ["type": .string(scope.type), "value": .string(scope.value), "role": .string(role.rawValue)]
        record.isDeleted = role == .none
        return record
    }

    /// Google fills these etags up with zeros.
    var etag: String {
        let digits = "\(record.version)"
        return "\"\(String(repeating: "0", count: max(0, 20 - digits.count)))\(digits)\""
    }

    var json: JSONValue {
        [
            "kind": "calendar#aclRule", "etag": .string(etag), "id": .string(record.id), "scope": scope.json,
            "role": .string(role.rawValue),
        ]
    }
}
