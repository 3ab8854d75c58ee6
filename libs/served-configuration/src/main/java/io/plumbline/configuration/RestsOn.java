package io.plumbline.configuration;

import io.plumbline.configuration.ProductionChange.Decision;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The approvals that a configuration rests on, beside those of its versions. A configuration that is allowed because
/// it differs from an approved one in nothing that matters rests on the approvals of that one too: when one of them
/// is revoked, both lose it. Immutable.
///
/// @param approvals first part of the place of a change, such as `/hardening` → the newest approval of one there;
///     `/policy/revision` → that of the guard policy's own revision
public record RestsOn(Map<String, UUID> approvals) {

    public static final RestsOn NOTHING = new RestsOn(Map.of());

    private static final String POLICY = "/policy/revision";

    public RestsOn {
        approvals = Map.copyOf(approvals);
    }

    /// Of the configuration after a change to this one.
    ///
    /// @param approval of the change; null if it took none
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

    /// With that of the guard policy's revision, in place of the one of the configuration that it was compared with.
    ///
    /// @param approval null for a revision that took none
    public RestsOn ofPolicy(@Nullable UUID approval) {
        Map<String, UUID> all = new TreeMap<>(approvals);
        if (approval == null) {
            all.remove(POLICY);
        } else {
            all.put(POLICY, approval);
        }
        return new RestsOn(all);
    }

    /// With those of another too; of two for the same, this one's.
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
