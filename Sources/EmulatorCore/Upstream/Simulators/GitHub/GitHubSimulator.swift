import Foundation

/// GitHub's REST API: for each account a GitHub of its own, with the account's user, people around it, organizations
/// and repositories, whose git is real: commits, trees and blobs have the names that git would give them.
///
/// What of a repository's API is not played is answered with nil, so that the caller learns that; but first the
/// repository has to exist.
struct GitHubSimulator: Simulator {
    let providerKey: String
    let dataName = "github"

    func furnish(_ room: SimulatorRoom, with data: JSONValue) throws {
        try GitHubFurnishing(site: GitHubSite(room: room)).furnish(with: SimulatorData(data, at: "github"))
    }

    /// GitHub refuses before it changes anything, and so does everything here: a refusal leaves no trace.
    func answer(_ request: UpstreamRequest, in room: SimulatorRoom) throws -> UpstreamResponse? {
        do {
            return try room.atomically { try answer(GitHubAddress(site: GitHubSite(room: room)).named(request), room) }
        } catch let error as GitHubError {
            return error.response
        }
    }

    private func answer(_ request: UpstreamRequest, _ room: SimulatorRoom) throws -> UpstreamResponse? {
        if !GitHubRoutes.isUnplayed(request.path), let response = try GitHubRoutes.all.answer(request, in: room) {
            return response
        }
        if let address = GitHubAddress.repository(of: request.path) {
            _ = try GitHubSite(room: room).repository(address.owner, address.name)
        }
        return nil
    }
}

/// Paths that name a repository.
struct GitHubAddress {
    let site: GitHubSite

    /// Links to other pages of a list name the repository by its id; such a path with owner and name instead.
    func named(_ request: UpstreamRequest) throws -> UpstreamRequest {
        let steps = request.path.split(separator: "/", maxSplits: 2)
        guard steps.count > 1, steps[0] == "repositories" else { return request }
        guard let repository = try site.repositories.find(String(steps[1])) else { throw GitHubError.notFound }
        var request = request
        request.path = "/repos/\(repository.fullName)" + (steps.count > 2 ? "/\(steps[2])" : "")
        return request
    }

    static func repository(of path: String) -> (owner: String, name: String)? {
        let steps = path.split(separator: "/").map { $0.removingPercentEncoding ?? String($0) }
        return steps.count > 2 && steps[0] == "repos" ? (steps[1], steps[2]) : nil
    }
}
