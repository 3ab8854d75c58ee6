package io.plumbline.configuration;

import io.plumbline.configuration.ProductionChange.Decision;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The approvals that a configuration depends on, besides those of its versions. A configuration that was allowed
/// because it does not differ materially from an approved one also depends on that one's approvals: if one of
/// them is revoked, both configurations lose it. Immutable.
///
/// @param approvals first part of the place of a change, for example `/hardening` → the newest approval there;
///     `/policy/revision` → the approval of the guard policy's own revision
public record RestsOn(Map<String, UUID> approvals) {

    public static final RestsOn NOTHING = new RestsOn(Map.of());

    private static final String POLICY = "/policy/revision";

    public RestsOn {
        approvals = Map.copyOf(approvals);
    }

    /// Returns the approvals of a configuration after a change to this one.
    ///
    /// @param approval the approval of the change; null if it needed none
    public RestsOn after(Decision decision, @Nullable UUID approval) {
        if (approval == null) {
            return this;
        }
        Map<String, UUID> all = new TreeMap<>(approvals);
        decision.changes().stream()
                .filter(change -> change.missingApprovers() > 0)
                .forEach(change -> all.put(member(change.place()), approval));
        return new RestsOn(all);
    }

    /// Returns a copy with the approval of the guard policy's revision, which replaces that of the previous
    /// configuration.
    ///
    /// @param approval null for a revision that needed none
    public RestsOn ofPolicy(@Nullable UUID approval) {
        Map<String, UUID> all = new TreeMap<>(approvals);
        if (approval == null) {
            all.remove(POLICY);
        } else {
            all.put(POLICY, approval);
        }
        return new RestsOn(all);
    }

    /// Returns the union with another. This one's approval wins for the same part.
    public RestsOn and(RestsOn other) {
        Map<String, UUID> all = new TreeMap<>(other.approvals);
        all.putAll(approvals);
        return new RestsOn(all);
    }

    private static String member(String place) {
        int end = place.indexOf('/', 1);
        return end < 0 ? place : place.substring(0, end);
    }

    public Collection<UUID> all() {
        return approvals.values();
    }
}
