/// Who may call an operation: the bits of `scalekit.v1.options.AuthenticationType`. Its composite names are sums.
package struct CallerKinds: OptionSet, Sendable, Hashable {
    package let rawValue: Int

    package init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// Nobody needs to say who they are.
    package static let none = CallerKinds(rawValue: 1)
    package static let client = CallerKinds(rawValue: 4)
    package static let user = CallerKinds(rawValue: 8)
    package static let session = CallerKinds(rawValue: 16)
    package static let customerPortal = CallerKinds(rawValue: 32)
    package static let workspace = CallerKinds(rawValue: 64)
    package static let actionsPortal = CallerKinds(rawValue: 128)
}
