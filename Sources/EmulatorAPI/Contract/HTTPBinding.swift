/// One way to call an operation by REST, from its `google.api.http` option.
package struct HTTPBinding: Sendable, Hashable {
    /// What the request body carries.
    package enum Body: Sendable, Hashable {
        /// Nothing; a body that is sent anyway is ignored.
        case none
        /// Every field that the path does not.
        case all
        /// This one field; the others come from the query.
        case field(String)
    }

    /// `GET`, `PUT`, `POST`, `DELETE` or `PATCH`.
    package let verb: String
    package let template: PathTemplate
    package let body: Body
}
