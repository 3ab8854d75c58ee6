package io.plumbline.gateway.rule;

import io.plumbline.kit.security.Caller;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// The properties of a call to which a route's rules can refer.
///
/// @param roles codes of the roles that its caller holds in the route's team
/// @param tags set by the application in `plumbline.tags`
/// @param inputTokens estimated tokens of its texts, without a prompt that is not rendered yet
/// @param now when it arrived
public record CallFacts(Caller caller, Set<String> roles, Map<String, String> tags, long inputTokens, Instant now) {

    /// Whether the caller holds a role in the team, or in every team.
    boolean isOfTeam(String team) {
        return caller.grants().containsKey(team) || caller.grants().containsKey(Caller.EVERY_TEAM);
    }

    /// Leaves out the tags.
    @Override
    public String toString() {
        return "CallFacts[inputTokens=" + inputTokens + "]";
    }
}
