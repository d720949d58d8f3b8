import EmulatorCore
import FoundationEssentials
import HTTPTypes
import Hummingbird

/// Who is signed in to the dashboard of one environment. The browser keeps it, signed, until it is closed; a server
/// that was restarted does not know it any more.
struct DashboardCookie: Sendable {
    let secret: FormSecret

    /// One per environment, so that two can be open at once.
    private func name(_ world: World) -> String { "emulator_dashboard_\(world.environment.key.text)" }

    private func subject(_ email: String, _ world: World) -> String {
        "dashboard \(world.environment.key.text) \(email)"
    }

    func user(of world: World, in request: Request) -> String? {
        let name = name(world)
        for header in request.headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace } }
                if parts.count == 2, parts[0] == name, let email = email(in: parts[1], world) { return email }
            }
        }
        return nil
    }

    /// The header that signs somebody in.
    func signIn(_ email: String, to world: World, origin: String) -> String {
        let value = Self.hex(Array(email.utf8)) + "." + Self.hex(Array(secret.token(for: subject(email, world)).utf8))
        return header(value, world, origin)
    }

    /// The header that signs everybody out.
    func signOut(of world: World, origin: String) -> String { header("", world, origin) + "; Max-Age=0" }

    private func header(_ value: String, _ world: World, _ origin: String) -> String {
        let secure = origin.hasPrefix("https://") ? "; Secure" : ""
        return "\(name(world))=\(value); Path=/; HttpOnly; SameSite=Lax\(secure)"
    }

    private func email(in value: String, _ world: World) -> String? {
        let parts = value.split(separator: ".").compactMap { Self.text(hex: $0) }
        guard parts.count == 2, secret.isValid(parts[1], for: subject(parts[0], world)) else { return nil }
        return parts[0]
    }

    /// Cookie values allow few characters; these are always among them.
    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func text(hex: Substring) -> String? {
        let digits = hex.compactMap(\.hexDigitValue)
        guard digits.count == hex.count, digits.count.isMultiple(of: 2) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
        return String(validating: bytes, as: UTF8.self)
    }
}
