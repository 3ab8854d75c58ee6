package io.plumbline.registry.asset;

import io.plumbline.configuration.RiskTier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The loosening of promotion rules since the last promotion approved under them. Until the next one, a promotion
/// needs as many approvers as under the strictest of these rules, and they are informed, so nobody evades review
/// by editing the rules first.
///
/// @param strictestTier the highest risk tier since then
/// @param droppedSuites suites required since then and no longer required, sorted; the first 100
/// @param since when the current rules took effect; earlier approvals concern other rules
public record Loosening(RiskTier strictestTier, List<String> droppedSuites, Instant since) {

    private static final int MAX_DROPPED = 100;

    /// Returns the loosening after `after` replaced `before`; null if the rules are as strict as ever.
    ///
    /// @param earlier the previous loosening
    static @Nullable Loosening after(@Nullable Loosening earlier, AssetDraft before, AssetDraft after, Instant now) {
        RiskTier strictest = before.riskTier();
        TreeSet<String> dropped = new TreeSet<>(before.requiredSuites());
        if (earlier != null) {
            strictest = strictest.compareTo(earlier.strictestTier) < 0 ? earlier.strictestTier : strictest;
            dropped.addAll(earlier.droppedSuites);
        }
        after.requiredSuites().forEach(dropped::remove);
        List<String> kept = dropped.stream().limit(MAX_DROPPED).toList();
        if (strictest.compareTo(after.riskTier()) <= 0 && kept.isEmpty()) {
            return null;
        }
        if (earlier != null && before.riskTier() == after.riskTier() && kept.equals(earlier.droppedSuites)) {
            return earlier;
        }
        return new Loosening(strictest, kept, now.truncatedTo(ChronoUnit.MICROS));
    }

    /// Returns the notice for approvers.
    public String notice(RiskTier now) {
        StringBuilder told = new StringBuilder("The rules were loosened since the last promotion");
        if (strictestTier.compareTo(now) > 0) {
            told.append("; risk tier ").append(strictestTier).append(" → ").append(now);
        }
        if (!droppedSuites.isEmpty()) {
            told.append("; no longer required: ").append(String.join(", ", droppedSuites));
        }
        return told.append('.').toString();
    }
}
