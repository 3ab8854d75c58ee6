package io.plumbline.monitoring.remedy;

import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.monitoring.remedy.RemedyPlan.Act;
import io.plumbline.monitoring.remedy.RemedyPlan.Trigger;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A remedy to create or replace. It acts once another person has approved it.
///
/// @param dryRun whether it only records what it would do; true unless set
record RemedyRequest(
        @Size(max = 63) @Nullable String team,
        @NotNull @Valid Trigger trigger,
        @NotNull @Valid Act action,
        @NotNull @Valid WantedLimits limits,
        @Nullable Boolean dryRun) {

    private static final int PER_DAY = 3;
    private static final int HOUR = 60;
    private static final int RETRY_SECONDS = 600;

    /// @param routes on which it may act
    /// @param perDay maximum number of runs in 24 hours; 3 unless set
    /// @param coolDownMinutes minimum time between the starts of two runs; 60 unless set
    /// @param holdMinutes time after which the action is undone; 60 unless set
    /// @param retrySeconds how long an unavailable service is called again before the run fails; 600 unless set
    record WantedLimits(
            @NotNull @Size(min = 1, max = 20)
            List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") String> routes,

            @Min(1) @Max(24) @Nullable Integer perDay,
            @Min(0) @Max(1_440) @Nullable Integer coolDownMinutes,
            @Min(1) @Max(10_080) @Nullable Integer holdMinutes,
            @Min(1) @Max(3_600) @Nullable Integer retrySeconds) {}

    /// @throws io.plumbline.kit.problem.ProblemException 400 if a member does not belong to the action
    RemedyPlan plan() {
        checkAction();
        return new RemedyPlan(
                trigger,
                action,
                new RemedyPlan.Limits(
                        limits.routes().stream().distinct().sorted().toList(),
                        Objects.requireNonNullElse(limits.perDay(), PER_DAY),
                        Objects.requireNonNullElse(limits.coolDownMinutes(), HOUR),
                        Objects.requireNonNullElse(limits.holdMinutes(), HOUR),
                        Objects.requireNonNullElse(limits.retrySeconds(), RETRY_SECONDS)),
                dryRun == null || dryRun);
    }

    private void checkAction() {
        boolean lowers = action.kind() == RemedyKind.LOWER_WEIGHT;
        ProblemException problem = RequestProblem.INVALID_REQUEST.because(
                "LOWER_WEIGHT needs variant and by, STRICTER_POLICY needs policy. No other action has these.");
        check(problem, "variant", action.variant(), lowers);
        check(problem, "by", action.by(), lowers);
        check(problem, "policy", action.policy(), action.kind() == RemedyKind.STRICTER_POLICY);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    private static void check(ProblemException problem, String member, @Nullable Object value, boolean isNeeded) {
        if ((value != null) != isNeeded) {
            problem.at("/action/" + member, isNeeded ? "is required" : "is for another action");
        }
    }
}
