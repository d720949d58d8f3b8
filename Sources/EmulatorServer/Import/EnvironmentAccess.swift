/// How a Scalekit environment is reached.
package struct EnvironmentAccess: Sendable {
    /// Without a slash at its end.
    package var url: String
    package var clientID: String
    package var clientSecret: String
    /// PEM file with the authorities to trust besides the system's; nil for none.
    package var certificateFile: String?
    /// Seconds that one request may take.
    package var timeout: Int

    package init(url: String, clientID: String, clientSecret: String, certificateFile: String? = nil, timeout: Int = 60)
    {
        var url = url
        while url.hasSuffix("/") { url.removeLast() }
        self.url = url
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.certificateFile = certificateFile
        self.timeout = timeout
    }
}
