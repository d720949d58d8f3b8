import AsyncHTTPClient
import EmulatorCore
import NIOCore
import NIOHTTP1

/// Asks a server how it is.
struct HealthProbe {
    var url: String

    /// The server's own report, JSON.
    func run() async throws -> String {
        do {
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: url + "/_emulator/health"), timeout: .seconds(5))
            guard response.status == .ok else {
                throw EmulatorError(.unavailable, "\(url) answered \(response.status.code): not a healthy emulator")
            }
            return String(buffer: try await response.body.collect(upTo: 64 * 1024))
        } catch let error as EmulatorError {
            throw error
        } catch {
            throw EmulatorError(.unavailable, "no emulator answers at \(url)")
        }
    }
}
