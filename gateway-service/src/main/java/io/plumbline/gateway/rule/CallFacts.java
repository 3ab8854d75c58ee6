package io.plumbline.gateway.rule;

import io.plumbline.kit.security.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// What the rules of a route may know of a call.
///
/// @param roles codes of the roles that its caller holds in the route's team
/// @param tags the application's own, as `plumbline.tags` says them
/// @param inputTokens about how many its texts have, without a prompt that is yet to be rendered
/// @param now when it came
public record CallFacts(Caller caller, Set<String> roles, Map<String, String> tags, long inputTokens, Instant now) {

    /// Whether the caller holds something in the team, or in every team.
    boolean isOfTeam(String team) {
        return caller.grants().containsKey(team) || caller.grants().containsKey(Caller.EVERY_TEAM);
    }

    /// Never the tags.
    @Override
    public String toString() {
        return "CallFacts[inputTokens=" + inputTokens + "]";
    }
}
