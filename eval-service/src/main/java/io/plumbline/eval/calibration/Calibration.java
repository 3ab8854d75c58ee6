package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.CalibrationRequests.LabelledItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A judge held against people on one model's answers. What was found never changes; whether it still holds
/// does.
///
/// @param judgeDigest of the judge as it was
/// @param servedConfiguration digest of how the judge was served; null for a route, and of calibrations from
///     before it was kept
/// @param drift the newest look at its sentinels; null before the first
public record Calibration(
        UUID id,
        String team,
        String judge,
        String judgeDigest,
        String rubric,
        String judgedModel,
        List<LabelledItem> items,
        CalibrationReport report,
        @Nullable SentinelDrift drift,
        Instant createdAt,
        @Nullable String servedConfiguration) {

    /// Providers change models without a word; so does the traffic.
    static final Duration HOLDS_FOR = Duration.ofDays(90);

    /// Whether the judge is served as it was then: under another guard policy, or at another address, it is another
    /// one.
    ///
    /// @param served digest of how it is served now; null for a route
    public boolean isServedBy(@Nullable String served) {
        return Objects.equals(served, servedConfiguration);
    }

    /// Why its estimates are not to be relied on any more; empty while they are.
    ///
    /// @param currentDigest of the judge as it is
    public List<String> staleness(String currentDigest, Instant now) {
        List<String> reasons = new ArrayList<>();
        if (!currentDigest.equals(judgeDigest)) {
            reasons.add("The judge has changed since: its rubric, prompt, model or settings are others.");
        }
        if (createdAt.plus(HOLDS_FOR).isBefore(now)) {
            reasons.add("It is older than " + HOLDS_FOR.toDays() + " days.");
        }
        if (drift != null && drift.drifted()) {
            reasons.add("The judge rates its sentinels otherwise than it did.");
        }
        return reasons;
    }
}
