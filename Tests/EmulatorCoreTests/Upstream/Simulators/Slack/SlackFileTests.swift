import Testing

@testable import EmulatorCore

/// Files, canvases and views.
@Suite struct SlackFileTests {
    let slack: SlackCaller

    init() throws { slack = try SlackCaller() }

    @Test func `an uploaded file is shared in a message`() throws {
        let start = try slack.tool("slack_get_upload_url_external", ["filename": "report.csv", "length": 512])
        let id = try #require(start["file_id"])
        #expect(start["upload_url"]?.string?.hasPrefix("https://files.slack.com/upload/v1/") == true)
        #expect(try slack.error("files.info", ["file": id]) == "file_not_found")
        let done = try slack.tool(
            "slack_complete_upload_external",
            [
                "files": [["id": id, "title": "Report"]], "channel_id": .string(SlackCaller.general),
                "initial_comment": "The numbers",
            ])
        #expect(done["files"]?[path: "0.title"] == "Report")
        #expect(done["files"]?[path: "0.channels"] == [.string(SlackCaller.general)])
        let message = try #require(try slack.messages(in: SlackCaller.general).first)
        #expect(message["text"] == "The numbers")
        #expect(message["files"]?[path: "0.mimetype"] == "text/csv")
        #expect(try slack.tool("slack_list_files")["files"]?[path: "0.id"] == id)
        #expect(try slack.error("files.completeUploadExternal", ["files": [["id": id]]]) == "file_not_found")

        _ = try slack.tool("slack_delete_file", ["file": id])
        #expect(try slack.error("files.info", ["file": id]) == "file_not_found")
        #expect(try slack.messages(in: SlackCaller.general).first?["files"]?[path: "0.mode"] == "tombstone")
    }

    @Test func `a public link is made and taken back`() throws {
        let file: [String: JSONValue] = ["file": .string(SlackCaller.file)]
        #expect(try slack.tool("slack_share_file_public_url", file)["file"]?["public_url_shared"] == true)
        #expect(try slack.error("files.sharedPublicURL", .object(file)) == "already_public")
        #expect(try slack.tool("slack_revoke_file_public_url", file)["file"]?["public_url_shared"] == false)
        #expect(try slack.error("files.delete", .object(file)) == "cant_delete_file")
    }

    @Test func `files are listed by place, person, kind and time`() throws {
        func count(_ arguments: JSONValue) throws -> JSONValue? {
            try slack.call("files.list", arguments)["paging"]?["total"]
        }
        #expect(try count(["channel": .string(SlackCaller.product)]) == 1)
        #expect(try count(["channel": .string(SlackCaller.random)]) == 0)
        #expect(try count(["user": .string(SlackCaller.lena), "types": "pdfs"]) == 1)
        #expect(try count(["types": "images"]) == 0)
        #expect(try count(["ts_from": "1799999999"]) == 0)
        #expect(try count(["ts_from": "1800000001", "ts_to": "1799999999"]) == 0)
    }

    @Test func `views are stacked, and a stale hash is refused`() throws {
        let view: JSONValue = ["type": "modal", "title": ["type": "plain_text", "text": "A"], "blocks": []]
        let opened = try slack.tool("slack_open_view", ["trigger_id": "1.2.a", "view": view])["view"]
        let id = try #require(opened?["id"])
        let pushed = try slack.tool("slack_push_view", ["trigger_id": "1.2.b", "view": view])["view"]
        #expect(pushed?["previous_view_id"] == id)
        #expect(pushed?["root_view_id"] == id)
        let hash = try #require(opened?["hash"])
        let update: [String: JSONValue] = ["view_id": id, "view": view, "hash": hash]
        #expect(try slack.tool("slack_update_view", update)["ok"] == true)
        #expect(try slack.error("views.update", .object(update)) == "hash_conflict")
        #expect(try slack.error("views.update", ["view_id": "V0", "view": view]) == "not_found")
        #expect(try slack.error("views.open", ["trigger_id": "1", "view": ["type": "home"]]) == "invalid_arguments")
    }
}
