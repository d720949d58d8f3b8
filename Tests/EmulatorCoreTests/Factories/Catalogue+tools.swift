@testable import EmulatorCore

extension Catalogue {
    /// Two providers with tools: `board` at a domain of its own, and `chat`, which reports failures in its answers.
    static func withTools() throws -> Catalogue {
        try Catalogue(
            files: [("board.yaml", board), ("chat.yaml", chat)].map { YAMLFile(name: $0.0, bytes: Array($0.1.utf8)) })
    }

    static let board = """
        provider: BOARD
        slug: board
        display_name: Board
        description: Cards on boards.
        categories: [Work]
        base_url: https://{{domain}}.board.example
        error_body: {message: "{{error.message}}", code: "{{error.code}}", status: "{{error.status}}"}
        auth_patterns:
          - type: OAUTH
            display_name: Sign in
            oauth:
              authorize_uri: https://board.example/authorize
              token_uri: https://board.example/token
              scopes: [{name: cards, description: Cards, requested: true}]
            account_fields: [{field_name: domain, label: Domain}]
            tokens: {access_prefix: bd_, refresh_prefix: br_, lifetime: 1h}
        ---
        name: board_card_create
        display_name: Create a card
        description: Put a new card on a board.
        category: cards
        annotations: []
        versioned: true
        input:
          properties:
            board_id: {type: string, description: Which board.}
            title: {type: string, maxLength: 20, description: What it says.}
            color: {type: string, enum: [red, blue], default: blue, description: Its colour.}
            labels: {type: array, items: {type: string}, description: Labels.}
            weight: {type: integer, minimum: 1, description: How heavy it is.}
          required: [board_id, title]
        request:
          method: POST
          path: /boards/{board_id}/cards
          body: {title: fields.title, color: fields.color, labels: labels, weight: weight}
        status: 201
        example:
          id: "card-{{number}}"
          title: "{{params.title | Untitled}}"
          color: "{{params.color | blue}}"
          weight: "{{params.weight | 3}}"
          owner: "{{identifier}}"
          made_at: "{{now}}"
        ---
        name: board_cards_list
        display_name: List cards
        description: The cards of a board.
        category: cards
        annotations: [read_only]
        input:
          properties:
            board_id: {type: string, description: Which board.}
            limit: {type: integer, description: How many.}
            label: {type: array, items: {type: string}, description: Only with these.}
          required: [board_id]
        request: {method: GET, path: "/boards/{board_id}/cards", query: {limit: per_page, label: label}}
        example: [{id: card-1, title: First}, {id: card-2, title: Second}]
        ---
        name: board_card_delete
        display_name: Delete a card
        description: Take a card away for good.
        category: cards
        annotations: [destructive]
        input: {properties: {card_id: {type: string, description: Which card.}}, required: [card_id]}
        request: {method: DELETE, path: "/cards/{card_id}"}
        status: 204
        example: null
        """

    static let chat = """
        provider: CHAT
        slug: chat
        display_name: Chat
        description: Rooms to talk in.
        categories: [Communication]
        base_url: https://chat.example/api
        error_body: {ok: false, error: "{{error.code}}"}
        errors_in_data: true
        auth_patterns:
          - type: API_KEY
            display_name: Key
            auth_header_key_override: X-Chat-Key
            auth_field_mutations: {api_key: {prefix: "key "}}
            fields: [{field_name: api_key, label: Key, input_type: password}]
        ---
        name: chat_message_send
        display_name: Send a message
        description: Say something in a room.
        annotations: []
        input:
          properties:
            room: {type: string, description: Which room.}
            text: {type: string, description: What to say.}
          required: [room, text]
        request: {method: POST, path: /messages.send, body: [room, text], encoding: form}
        example: {ok: true, text: "{{params.text | Hello}}"}
        """
}

extension World {
    /// With an active account of `ada` on each connection.
    static func withTools(settings: WorldSettings = WorldSettings(), upstreamAccess: UpstreamAccess? = nil) throws
        -> World
    {
        let world = try World.make(catalogue: .withTools(), upstreamAccess: upstreamAccess)
        try world.update(settings: settings)
        let token = Credentials.oauthToken(.init(accessToken: "bd_ada", refreshToken: "br_ada"))
        _ = try world.connectedAccounts.create(
            .init(connector: "board", identifier: "ada", credentials: token, apiConfig: ["domain": "acme"]))
        _ = try world.connectedAccounts.create(
            .init(connector: "chat", identifier: "ada", credentials: .staticAuth(["api_key": "s3cret"])))
        return world
    }
}
