package io.plumbline.governance.policy;

import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.governance.policy.PolicyResponses.PolicyDiff.Change;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.security.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The audit entry of a policy change: digests of the complete documents, and the differences. Listed words,
/// salts and long values are replaced by their digests, so an event stays small and contains no personal data.
final class PolicyEvent {

    private static final int MOST_CHANGES = 50;
    /// In bytes.
    private static final int LONGEST_VALUE = 200;

    private static final int LONGEST_POINTER = 150;

    private PolicyEvent() {}

    static AuditEntry of(PolicyEntity policy, PolicyPlan plan, PolicyGrant grant, JsonMapper json) {
        boolean shared = plan.team().equals(Caller.EVERY_TEAM);
        AuditEntry entry = AuditEntry.of(
                        PolicyAction.CHANGED, shared ? Caller.PLATFORM_TEAM : plan.team(), "guard-policy", plan.name())
                .version(policy.number())
                .with("digestAfter", ServedConfiguration.digestOf(plan.document()))
                .with(
                        "changes",
                        plan.changes().stream()
                                .limit(MOST_CHANGES)
                                .map(change -> described(change, json))
                                .toList())
                .with("changesInAll", plan.changes().size())
                .with("looser", plan.looser().stream().map(PolicyEvent::cut).toList())
                .with("approvers", grant.approvers())
                .with("graceSeconds", Policies.read(plan.document()).evidenceGraceSeconds());
        PolicyPlan.Stored inForce = plan.inForce();
        if (inForce != null) {
            entry = entry.with("comparedWith", inForce.label());
        }
        PolicyPlan.Stored newest = plan.newest();
        if (newest != null) {
            entry = entry.with("digestBefore", ServedConfiguration.digestOf(newest.document()));
        }
        return grant.approvalId() == null
                ? entry
                : entry.with("approvalId", grant.approvalId().toString());
    }

    private static Map<String, Object> described(Change change, JsonMapper json) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("pointer", cut(change.pointer()));
        put(described, "before", change.pointer(), change.before(), json);
        put(described, "after", change.pointer(), change.after(), json);
        return described;
    }

    private static void put(
            Map<String, Object> described, String name, String pointer, @Nullable Object value, JsonMapper json) {
        if (value == null) {
            return;
        }
        boolean hidden = pointer.equals("/allowList") || pointer.equals("/denyList") || pointer.endsWith("/salt");
        boolean plain = !hidden && json.writeValueAsBytes(value).length <= LONGEST_VALUE;
        described.put(name, plain ? value : ServedConfiguration.digestOf(value));
    }

    private static String cut(String pointer) {
        return pointer.length() <= LONGEST_POINTER ? pointer : pointer.substring(0, LONGEST_POINTER);
    }
}
