/// Contacts and people that mail was exchanged with, as the People API shows them.
enum GmailPeople {
    /// The collections, named as the resources are.
    static let contacts = "contacts"
    static let others = "otherContacts"

    static func connections(_ call: SimulatorCall) throws -> UpstreamResponse {
        let mask = try mask(call, "personFields")
        let all = try call.room.documents(contacts).all()
        let page = try page(all, call, standard: 100, most: 1_000)
        return .json(
            .google([
                "connections": .array(page.items.map { masked($0.body, mask) }),
                "nextPageToken": page.next.map(JSONValue.string), "totalPeople": .int(all.count),
                "totalItems": .int(all.count),
            ]))
    }

    static func otherContacts(_ call: SimulatorCall) throws -> UpstreamResponse {
        let mask = try mask(call, "readMask")
        let all = try call.room.documents(others).all()
        let page = try page(all, call, standard: 100, most: 1_000)
        return .json(
            .google([
                "otherContacts": .array(page.items.map { masked($0.body, mask) }),
                "nextPageToken": page.next.map(JSONValue.string), "totalSize": .int(all.count),
            ]))
    }

    static func searchContacts(_ call: SimulatorCall) throws -> UpstreamResponse { try search(contacts, call) }

    static func searchOtherContacts(_ call: SimulatorCall) throws -> UpstreamResponse { try search(others, call) }

    static func get(_ call: SimulatorCall) throws -> UpstreamResponse {
        let mask = try mask(call, "personFields")
        let name = "people/\(call["person"])"
        if call["person"] == "me" {
            return .json(masked(person("people/me", name: "", address: call.room.identity), mask))
        }
        guard let body = try call.room.documents(contacts).get(name) else { throw GmailError.notFound }
        return .json(masked(body, mask))
    }

    /// Those with a word in their name, address or number that begins with what was typed.
    private static func search(_ collection: String, _ call: SimulatorCall) throws -> UpstreamResponse {
        let mask = try mask(call, "readMask")
        let query = (call.request.query("query") ?? "").lowercased()
        let limit = try call.limit("pageSize", standard: 10, most: 30)
        let found = try call.room.documents(collection).all().filter { matches($0.body, query) }
        return .json(
            .google(["results": .array(found.prefix(limit).map { ["person": masked($0.body, mask)] })]))
    }

    private static func matches(_ person: JSONValue, _ query: String) -> Bool {
        guard !query.isEmpty else { return false }
        let texts = ["names.0.displayName", "emailAddresses.0.value", "phoneNumbers.0.value", "organizations.0.name"]
            .compactMap { person[path: $0]?.string?.lowercased() }
        return texts.contains { text in
            text.hasPrefix(query) || text.split(whereSeparator: \.isWhitespace).contains { $0.hasPrefix(query) }
                || text.contains(" \(query)")
        }
    }

    private static func page(_ all: [SimulatorDocuments.Document], _ call: SimulatorCall, standard: Int, most: Int)
        throws
        -> (items: [SimulatorDocuments.Document], next: String?)
    {
        let limit = try call.limit("pageSize", standard: standard, most: most)
        // In rising order, other than lists of mail.
        var rest = all[...]
        if let token = call.request.query("pageToken"), !token.isEmpty {
            guard let last = Int64(token) else { throw GmailError.invalid("Invalid page token.") }
            rest = rest.drop { $0.rank <= last }
        }
        let items = Array(rest.prefix(limit))
        return (items, rest.count > limit ? items.last.map { String($0.rank) } : nil)
    }

    // MARK: Masks

    private static let fields: Set = [
        "addresses", "ageRanges", "biographies", "birthdays", "calendarUrls", "clientData", "coverPhotos",
        "emailAddresses", "events", "externalIds", "genders", "imClients", "interests", "locales", "locations",
        "memberships", "metadata", "miscKeywords", "names", "nicknames", "occupations", "organizations",
        "phoneNumbers", "photos", "relations", "sipAddresses", "skills", "urls", "userDefined",
    ]

    private static func mask(_ call: SimulatorCall, _ name: String) throws -> Set<String> {
        let mask = Set(call.request.queryValues(name).flatMap { $0.split(separator: ",") }.map(\.trimmed))
        guard !mask.isEmpty else {
            throw GmailError.invalid("\(name) mask is required. Please specify one or more valid paths.")
        }
        if let unknown = mask.subtracting(fields).min() {
            throw GmailError.invalid("Invalid \(name) mask path: \"\(unknown)\".")
        }
        return mask
    }

    private static func masked(_ person: JSONValue, _ mask: Set<String>) -> JSONValue {
        .object((person.object ?? [:]).filter { mask.contains($0.key) || $0.key == "resourceName" || $0.key == "etag" })
    }

    // MARK: Writing

    static func person(_ resource: String, name: String, address: String, phone: String = "", company: String = "")
        -> JSONValue
    {
        let parts = name.split(separator: " ")
        let names: JSONValue = .google([
            "displayName": .string(name), "givenName": parts.first.map { .string(String($0)) },
            "familyName": parts.count > 1 ? .string(parts.dropFirst().joined(separator: " ")) : nil,
        ])
        return .google([
            "resourceName": .string(resource),
            "etag": .string("%Eg\(resource.utf8.reduce(7) { ($0 * 31 + Int($1)) % 99_991 })"),
            "names": name.isEmpty ? nil : [names],
            "emailAddresses": address.isEmpty ? nil : [["value": .string(address)]],
            "phoneNumbers": phone.isEmpty ? nil : [["value": .string(phone)]],
            "organizations": company.isEmpty ? nil : [["name": .string(company)]],
        ])
    }
}
