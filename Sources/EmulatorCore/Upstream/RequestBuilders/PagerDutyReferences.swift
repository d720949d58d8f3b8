/// PagerDuty wants references with their type wherever an id would do.
struct PagerDutyReferences {
    static let parameters: Set = ["priority_id", "escalation_policy_id", "assignee_id"]

    private let params: [String: JSONValue]

    init(_ params: [String: JSONValue]) { self.params = params }

    func complete(_ request: inout UpstreamRequest) {
        request.set(reference("priority_id", "priority_reference"), at: "incident.priority")
        request.set(reference("escalation_policy_id", "escalation_policy_reference"), at: "incident.escalation_policy")
        request.set(reference("assignee_id", "user_reference"), at: "incident.assignments.0.assignee")
    }

    private func reference(_ parameter: String, _ type: String) -> JSONValue? {
        guard let id = params[parameter], !id.isNull else { return nil }
        return ["id": id, "type": .string(type)]
    }
}
