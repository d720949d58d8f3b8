import Crypto
import CryptoExtras
import FoundationEssentials
package import JWTKit

/// The RSA key that signs every token of every environment.
/// SDKs fetch `/keys` once and keep it for the life of a client, so the key outlives restarts and resets.
package struct SigningKey: Sendable {
    static let file = "signing-key.pem"

    /// `snk_` and digits, derived from the public key.
    package let id: String
    package let algorithmName = "RS256"
    private let key: JWTKit.Insecure.RSA.PrivateKey

    /// Reads the key of a state folder; makes it when there is none.
    package init(state: StateFolder) throws {
        let pem = try state.locked {
            if let existing = state.read(Self.file) { return existing }
            let made = try _RSA.Signing.PrivateKey(keySize: .bits2048).pemRepresentation
            try state.write(made, to: Self.file, ownerOnly: true)
            return made
        }
        do {
            try self.init(pem: pem)
        } catch {
            throw EmulatorError(
                .failedPrecondition, "\(state.path(of: Self.file)) is not an RSA private key in PEM form",
                hint: "Delete the file to have a new key made; running SDK clients must be restarted then.")
        }
    }

    package init(pem: String) throws {
        key = try JWTKit.Insecure.RSA.PrivateKey(pem: pem)
        let digest = Array(SHA256.hash(data: key.publicKey.derRepresentation))
        let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        id = "snk_\(100_000_000_000_000_000 + number % 900_000_000_000_000_000)"
    }

    /// A collection that signs with this key and verifies only what it signed.
    package func collection() async -> JWTKeyCollection {
        await JWTKeyCollection().add(rsa: key, digestAlgorithm: .sha256, kid: JWKIdentifier(string: id))
    }

    /// The body of `GET /keys`.
    package func keySet() throws -> JSONValue {
        let (modulus, exponent) = try key.publicKey.getKeyPrimitives()
        return [
            "keys": [
                [
                    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": .string(id),
                    "n": .string(modulus.base64URL), "e": .string(exponent.base64URL),
                ]
            ]
        ]
    }
}

extension Data {
    fileprivate var base64URL: String {
        base64EncodedString()
            .replacing("+", with: "-")
            .replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
