/// Numbered pages, with links to the others in the header `Link`.
struct GitHubPage {
    let number: Int
    let size: Int

    /// What is no number is passed over; more than the most is taken for the most.
    init(_ call: SimulatorCall, most: Int = 100) {
        number = max(call.query("page").flatMap { Int($0) } ?? 1, 1)
        let asked = call.query("per_page").flatMap { Int($0) } ?? 30
        size = asked < 1 ? 30 : min(asked, most)
    }

    func slice<Item>(_ items: [Item]) -> ArraySlice<Item> {
        let start = (number - 1).multipliedReportingOverflow(by: size)
        return start.overflow ? [] : items.dropFirst(start.partialValue).prefix(size)
    }

    /// - Parameter total: how many items there are on all pages.
    func links(_ call: SimulatorCall, total: Int) throws -> [UpstreamRequest.Header] {
        let last = max((total + size - 1) / size, 1)
        var links: [String] = []
        func add(_ page: Int, _ relation: String, _ path: String) {
            var request = call.request
            (request.baseURL, request.path) = (GitHubURL.api, path)
            if let index = request.query.firstIndex(where: { $0.name == "page" }) {
                request.query[index].value = String(page)
            } else {
                request.query.append(.init("page", String(page)))
            }
            links.append("<\(request.url)>; rel=\"\(relation)\"")
        }
        guard last > 1 || number > 1 else { return [] }
        let path = try Self.path(call)
        if number > 1 { add(min(number - 1, last), "prev", path) }
        if number < last {
            add(number + 1, "next", path)
            add(last, "last", path)
        }
        if number > 1 { add(1, "first", path) }
        return [.init("link", links.joined(separator: ", "))]
    }

    /// The path with the repository's id in place of its name, as GitHub writes it.
    private static func path(_ call: SimulatorCall) throws -> String {
        guard GitHubAddress.repository(of: call.request.path) != nil else { return call.request.path }
        let rest = call.request.path.split(separator: "/").dropFirst(3)
        return (["/repositories/\(try call.repository().id)"] + rest).joined(separator: "/")
    }
}

extension SimulatorCall {
    /// One page of a list.
    func page<Item>(_ items: [Item], most: Int = 100, json: (Item) throws -> JSONValue) throws -> UpstreamResponse {
        let page = GitHubPage(self, most: most)
        return UpstreamResponse(
            headers: try page.links(self, total: items.count), body: .json(.array(try page.slice(items).map(json))))
    }
}
