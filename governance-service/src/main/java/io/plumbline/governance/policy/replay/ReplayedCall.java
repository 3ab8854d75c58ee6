package io.plumbline.governance.policy.replay;

import io.plumbline.audit.AuditEvent;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.clients.gateway.CallFinding;
import io.plumbline.personaldata.redact.Action;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A call in the audit log.
///
/// @param policy the guarding policy, as `name@version`; null for a call refused earlier
/// @param roles the caller's roles
/// @param found its findings, and the actions taken
public record ReplayedCall(
        UUID id,
        Instant time,
        String team,
        String route,
        @Nullable String policy,
        Set<String> roles,
        List<CallFinding> found) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /// Returns the call of an event; empty if it is not a readable call.
    public static Optional<ReplayedCall> of(AuditEvent event) {
        if (!event.readable()) {
            return Optional.empty();
        }
        try {
            CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
            CallAttributes.Guards guards = call.guards();
            return Optional.of(new ReplayedCall(
                    event.id(),
                    event.time(),
                    event.team(),
                    call.route(),
                    guards.policy(),
                    Set.copyOf(Objects.requireNonNullElse(call.roles(), List.of())),
                    Objects.requireNonNullElse(guards.found(), List.of())));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether a policy of that name guarded it.
    public boolean isGuardedBy(String name) {
        return policy != null && policy.startsWith(name + "@");
    }

    /// Returns the strictest action taken on a finding.
    Action decision() {
        Action strictest = Action.ALLOW;
        for (CallFinding each : found) {
            strictest = strictest.or(Action.of(each.action()).orElse(Action.ALLOW));
        }
        return strictest;
    }
}
