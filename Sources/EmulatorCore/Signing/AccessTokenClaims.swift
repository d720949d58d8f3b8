package import JWTKit

/// The claims of a client-credentials token. Environment clients' claims are not documented; these are the
/// documented ones of organization clients without `oid` (spec/actions.md section 1.2), in the types every
/// SDK accepts (spec/wire.md section 5): `aud` as an array, whole seconds, `scopes` and `scope` both.
package struct AccessTokenClaims: JWTPayload {
    package var iss: String
    package var sub: String
    package var aud: [String]
    package var client_id: String
    package var jti: String
    package var iat: Int
    package var nbf: Int
    package var exp: Int
    package var scopes: [String]
    package var scope: String

    /// Times are judged by the environment's clock, in `AccessTokens.verify`.
    package func verify(using algorithm: some JWTAlgorithm) {}
}
