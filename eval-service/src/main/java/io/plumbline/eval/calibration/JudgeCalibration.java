package io.plumbline.eval.calibration;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.calibration.report.CalibrationReport;
import io.plumbline.eval.calibration.report.LabelledItem;
import io.plumbline.eval.calibration.report.SentinelDrift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A comparison of a judge with people on one model's answers. Its findings never change; its validity does.
///
/// @param origin origin of its labels and ratings
/// @param confirmation its confirmation by a second person
/// @param drift the newest check of its sentinels; null before the first
public record JudgeCalibration(
        UUID id,
        String team,
        CalibratedJudge subject,
        List<LabelledItem> items,
        CalibrationReport report,
        LabelOrigin origin,
        CalibrationConfirmation confirmation,
        @Nullable SentinelDrift drift,
        Instant createdAt) {

    /// The judge at that time, and the model whose answers it rated.
    ///
    /// @param judgeDigest digest of the judge
    /// @param servedConfiguration digest of the judge's served configuration; null for a route, and in older
    ///     calibrations. A gate uses only a calibration of the same configuration
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CalibratedJudge(
            String judge,
            String judgeDigest,
            String rubric,
            String judgedModel,
            @Nullable String servedConfiguration) {}

    /// Providers change models silently, and traffic changes.
    static final Duration HOLDS_FOR = Duration.ofDays(90);

    public String judge() {
        return subject.judge();
    }

    public String judgeDigest() {
        return subject.judgeDigest();
    }

    public String rubric() {
        return subject.rubric();
    }

    public String judgedModel() {
        return subject.judgedModel();
    }

    public @Nullable String servedConfiguration() {
        return subject.servedConfiguration();
    }

    /// Whether the judge is still served the same way: under another guard policy or at another address, it is a
    /// different judge.
    ///
    /// @param served digest of the current served configuration; null for a route
    public boolean isServedBy(@Nullable String served) {
        return Objects.equals(served, servedConfiguration());
    }

    /// Returns why its estimates are no longer reliable; empty while they are.
    ///
    /// @param currentDigest digest of the current judge
    public List<String> staleness(String currentDigest, Instant now) {
        List<String> reasons = new ArrayList<>();
        if (!currentDigest.equals(judgeDigest())) {
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

    /// Whether the judge is known to have returned all of its ratings.
    boolean isVerified() {
        return origin.verified() == report.items();
    }

    /// Returns why gates do not use it although it is valid, and what to do; empty if they do.
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
                                        + judge() + "/calibrations/" + id + "/confirmations."
                                : "The judge returned " + origin.verified() + " of its "
                                        + report.items()
                                        + " verdicts. Record it again with the verdictId of each verdict, then have a second"
                                        + " person confirm it.");
        };
    }
}
