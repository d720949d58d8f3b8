@testable import EmulatorCore

extension World {
    /// Cards of a board, and everything of a chat.
    @discardableResult
    func config(
        _ name: String = "daily", description: String = "",
        _ mappings: [MCPMappingDraft] = [
            .init(connection: "board", tools: ["board_card_create", "board_cards_list"]), .init(connection: "chat"),
        ]
    ) throws -> MCPConfig {
        try mcpConfigs.create(name: name, description: description, mappings: mappings)
    }

    func toolbox(_ config: MCPConfig, _ identifier: String = "ada", access: MCPAccess = .full) throws -> MCPToolbox {
        try mcpToolbox(server: config.server, identifier: identifier, access: access)
    }
}
