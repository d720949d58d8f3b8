import Testing

@testable import EmulatorCore

/// A raw request is known as the tool's that would have sent it.
@Suite struct CatalogueSenderTests {
    @Test func `every tool's request is recognised`() throws {
        let catalogue = try Catalogue.embedded()
        for name in catalogue.tools.names {
            let tool = try #require(try catalogue.tools.tool(named: name))
            guard let request = tool.request else { continue }
            let sent = request.request(tool.sampleParameters, baseURL: "https://api.example.com")
            guard let sender = try catalogue.tools.sender(of: sent, at: tool.providerKey)?.0 else {
                #expect(Self.others.contains(name), "\(name) is not recognised")
                continue
            }
            #expect(sender.name == name || Self.isTwin(sender, of: tool), "\(name) was taken for \(sender.name)")
        }
    }

    /// The vendor has tools that send the same request as another one.
    private static func isTwin(_ one: Tool, of other: Tool) -> Bool {
        twins.contains { $0.contains(one.name) && $0.contains(other.name) }
    }

    /// With every parameter given they go to another path than the file says.
    private static let others: Set = ["gmail_search_people"]

    private static let twins: [Set<String>] = [
        ["gmail_send_message", "gmail_reply_to_thread"],
        ["googlecalendar_list_events", "googlecalendar_search_events"],
        ["googledocs_update_document", "googledocs_replace_all_text"],
        ["googledrive_search_files", "googledrive_search_content", "googledrive_list_folder_contents"],
        ["notion_database_fetch", "notion_data_source_fetch"],
        ["salesforce_query_soql", "salesforce_soql_execute"],
        ["slack_send_message", "slack_send_rich_message"],
    ]

    @Test func `parameters are found again`() throws {
        let tools = try Catalogue.embedded().tools
        for name in [
            "github_issue_create", "outlook_send_message", "stripe_create_customer_dahlia", "jira_issue_create",
        ] {
            let tool = try #require(try tools.tool(named: name))
            let params = tool.sampleParameters
            let sent = try #require(tool.sends(params))
            #expect(try tools.sender(of: sent, at: tool.providerKey)?.1 == params, "\(name)")
        }
    }

    @Test func `fixed texts may be missing but not differ`() throws {
        let tools = try Catalogue.embedded().tools
        func sender(_ query: String) throws -> String? {
            let request = UpstreamRequest(
                method: "GET", baseURL: "", path: "/query", query: [.init("query", query)])
            return try tools.sender(of: request, at: "QUICKBOOKS")?.0?.name
        }
        #expect(try sender("select * from Invoice where Id = '1'") == "quickbooks_invoices_list")
        #expect(try sender("select * from Customer") == "quickbooks_customers_list")
        #expect(try sender("select * from Bill") == nil)
    }

    @Test func `a path that no tool has is nobody's`() throws {
        let tools = try Catalogue.embedded().tools
        let request = UpstreamRequest(method: "GET", baseURL: "", path: "/repos/a/b/nothing")
        #expect(try tools.sender(of: request, at: "GITHUB") == nil)
    }
}
