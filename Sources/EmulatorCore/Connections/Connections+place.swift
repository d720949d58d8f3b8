extension Connections {
    /// Puts a connection in place as it is described. One that exists from the start and that nobody has touched is
    /// replaced, under the same id; one that somebody made or changed is left as it is, so that a seed does not undo
    /// what happened since.
    @discardableResult
    package func place(_ draft: ConnectionDraft, isEnabled: Bool = true, uiButtonTitle: String = "") throws
        -> Connection
    {
        try world.write { session in
            var connection = try connection(from: draft, in: session)
            connection.enabled = isEnabled && connection.status == .completed
            connection.uiButtonTitle = uiButtonTitle
            guard let present = try ConnectionTable.find(keyID: connection.keyID, in: session) else {
                try ConnectionTable.insert(connection, isImplicit: false, in: session)
                return connection
            }
            guard try ConnectionTable.isImplicit(present.id, in: session) else { return present }
            connection = connection.replacing(present)
            try ConnectionTable.update(connection, in: session)
            return connection
        }
    }
}

extension Connection {
    fileprivate func replacing(_ other: Connection) -> Connection {
        var connection = self
        connection.id = other.id
        connection.createdAt = other.createdAt
        if let path = other.settings?.values["redirect_uri"], settings?.values["redirect_uri"] != nil {
            connection.settings?.values["redirect_uri"] = path
        }
        return connection
    }
}
