package io.plumbline.eval.calibration;

import io.plumbline.eval.calibration.CalibrationRequests.LabelledItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A judge held against people on one model's answers. What was found never changes; whether it still holds
/// does.
///
/// @param judgeDigest of the judge as it was
/// @param origin of its labels and verdicts
/// @param confirmation by a second person
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
        LabelOrigin origin,
        Confirmation confirmation,
        @Nullable SentinelDrift drift,
        Instant createdAt,
        @Nullable String servedConfiguration) {

    /// Providers change models without a word; so does the traffic.
    static final Duration HOLDS_FOR = Duration.ofDays(90);

    /// Whether the judge is served as it was then: under another guard policy, or at another address, it is
    /// another one.
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
            reasons.add("The judge has changed since: its rubric, prompt, model or settings differ.");
        }
        if (createdAt.plus(HOLDS_FOR).isBefore(now)) {
            reasons.add("It is older than " + HOLDS_FOR.toDays() + " days.");
        }
        if (drift != null && drift.drifted()) {
            reasons.add("The judge now rates its sentinels differently.");
        }
        return reasons;
    }

    /// Whether the judge is known to have returned every one of its verdicts.
    boolean isVerified() {
        return origin.verified() == report.items();
    }

    /// Why gates do not decide by it although it holds, and what to do; empty where they do.
    public Optional<String> unconfirmed() {
        return switch (confirmation.state()) {
            case CONFIRMED -> Optional.empty();
            case PENDING ->
                Optional.of("It awaits confirmation: another person must approve " + "/api/v1/approvals/"
                        + confirmation.approval() + ".");
            case REJECTED -> Optional.of("Its confirmation was rejected. Record another calibration.");
            case NONE, EXPIRED ->
                Optional.of(
                        isVerified()
                                ? "No second person has confirmed it. Request confirmation with POST /api/v1/judges/"
                                        + judge + "/calibrations/" + id + "/confirmations."
                                : "The judge returned " + origin.verified() + " of its "
                                        + report.items()
                                        + " verdicts. Record it again with the verdictId of each verdict, then have a second"
                                        + " person confirm it.");
        };
    }
}
