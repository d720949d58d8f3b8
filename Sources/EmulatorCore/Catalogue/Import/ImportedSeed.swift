/// The seed beside an imported catalogue: the connections that the environment had, and no others.
struct ImportedSeed {
    let text: String

    init(_ custom: [ImportedProvider], _ connections: [ImportedConnection]) {
        var text = """
            # Written by `scalekit-emulator catalogue import`, for `serve --catalogue` of this folder and `--seed` of this
            # file. Secrets, scopes and accounts are not in here: the lists of the API do not show them.
            settings:
              # Only the connections below exist. Remove this line and every connector has one of its own name.
              strict_connections: true

            """
        if !custom.isEmpty {
            text += YAMLText.entry("custom_providers", .array(custom.sorted { $0.key < $1.key }.map(\.seedItem)))
        }
        if !connections.isEmpty { text += YAMLText.entry("connections", .array(connections.map(\.seedItem))) }
        self.text = text
    }
}
