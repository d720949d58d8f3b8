/// The version of this program; CHANGELOG.md has the story.
package enum EmulatorVersion {
    package static let current = "0.1.0"
    /// The official SDK whose contract is served.
    package static let contract = "scalekit-sdk-python 2.21.0"
}
