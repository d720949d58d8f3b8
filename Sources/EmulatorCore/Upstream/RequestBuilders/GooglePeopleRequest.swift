/// What the People API wants of a list or a search: one mask, and another path for people who are no contacts.
struct GooglePeopleRequest {
    static let parameters: Set = ["person_fields", "other_contacts"]

    let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    /// What is shown when nobody says what to show.
    private static let standardFields = ["names", "emailAddresses"]

    func complete(_ request: inout UpstreamRequest) {
        let isSearch = request.path.contains(":search")
        let given = (params["person_fields"]?.array ?? []).map(\.shown)
        let fields = given.isEmpty ? Self.standardFields : given
        request.query.append(.init(isSearch ? "readMask" : "personFields", fields.joined(separator: ",")))
        if isSearch, params["other_contacts"] == true { request.path = "/v1/otherContacts:search" }
    }
}
