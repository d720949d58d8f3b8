import ScalekitProtos
import SwiftProtobuf
import Testing

import struct Foundation.Date

@testable import EmulatorAPI
@testable import EmulatorCore

struct ToolWriterTests {
    private let catalogue: Catalogue
    private let writer: ToolWriter

    init() throws {
        catalogue = try Catalogue.embedded()
        writer = ToolWriter(catalogue: catalogue)
    }

    private func tools(_ count: Int) throws -> [Tool] {
        try catalogue.tools.names.prefix(count).compactMap { try catalogue.tools.tool(named: $0) }
    }

    private func written(_ tools: [Tool]) throws -> [Scalekit_V1_Tools_Tool] {
        let head = Scalekit_V1_Tools_ListToolsResponse.with { $0.totalSize = 9 }
        let read = try Scalekit_V1_Tools_ListToolsResponse(serializedBytes: writer.bytes(head, tools: tools))
        #expect(read.totalSize == 9)
        return read.tools
    }

    @Test func `a catalogue's tools are written as their messages, the first time and again`() throws {
        let tools = try tools(40)
        let messages = tools.map { Scalekit_V1_Tools_Tool($0, catalogue: catalogue) }
        #expect(messages.count == 40)
        for _ in 0..<2 { #expect(try written(tools) == messages) }
    }

    @Test func `what is kept says nothing about which version is the default`() throws {
        var tool = try #require(try tools(1).first)
        for isDefault in [true, false, true] {
            tool.isDefault = isDefault
            #expect(try written([tool]).map(\.isDefault.value) == [isDefault])
            #expect(try written([tool]).allSatisfy(\.hasIsDefault))
        }
    }

    @Test func `a registered tool is written as it is now`() throws {
        var tool = try #require(try tools(1).first)
        tool.wire = nil
        tool.registeredDefinition = ["name": "ours"]
        tool.updatedAt = Date(timeIntervalSince1970: 5)
        #expect(try written([tool]) == [Scalekit_V1_Tools_Tool(tool, catalogue: catalogue)])
        tool.registeredDefinition = ["name": "changed"]
        #expect(try written([tool]).first?.definition.json == ["name": "changed"])
    }

    @Test func `a scoped tool says whose it is`() throws {
        let tool = try #require(try tools(1).first)
        let scoped = ScopedTool(tool: tool, identifier: "ada", accountID: ConnectedAccountID(number: 7))
        let head = Scalekit_V1_Tools_ListScopedToolsResponse.with { $0.nextPageToken = "next" }
        let read = try Scalekit_V1_Tools_ListScopedToolsResponse(
            serializedBytes: writer.bytes(head, tools: [scoped, scoped]))
        #expect(read.nextPageToken == "next")
        #expect(read.tools.map(\.identifier) == ["ada", "ada"])
        #expect(read.tools.map(\.connectedAccountID) == ["ca_7", "ca_7"])
        #expect(read.tools.first?.tool == Scalekit_V1_Tools_Tool(tool, catalogue: catalogue))
    }

    @Test func `a tool's answer and its execution are there`() throws {
        let executed = ExecutedTool(data: ["a": ["b": 1]], executionID: "exec_1")
        let read = try Scalekit_V1_Tools_ExecuteToolResponse(serializedBytes: writer.bytes(executed))
        #expect(read.executionID == "exec_1")
        #expect(read.data.json == ["a": ["b": 1]])
        let empty = try Scalekit_V1_Tools_ExecuteToolResponse(
            serializedBytes: writer.bytes(ExecutedTool(data: [:], executionID: "exec_2")))
        #expect(empty.hasData && empty.data.fields.isEmpty)
    }
}
