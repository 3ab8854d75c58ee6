package io.plumbline.gateway.rollout;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.clients.gateway.RolloutAttributes.Analysis;
import io.plumbline.clients.gateway.RolloutAttributes.Arm;
import io.plumbline.clients.gateway.RolloutAttributes.Step;
import io.plumbline.gateway.rollout.verdict.StepVerdict;
import io.plumbline.gateway.rollout.verdict.VerdictResponse;
import io.plumbline.gateway.route.definition.Environment;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A rollout in API responses. In JSON, the members of `progress`, `times` and `course` are members of the rollout
/// itself.
///
/// @param variant the variant name of the candidate while the rollout is open
record RolloutResponse(
        UUID id,
        String team,
        String route,
        Environment environment,
        @JsonUnwrapped Progress progress,
        Candidate candidate,
        String variant,
        Control control,
        List<Step> steps,
        Analysis analysis,
        @JsonUnwrapped Times times,
        @JsonUnwrapped Course course) {

    /// @param weight the candidate's current share of the calls, in percent
    record Progress(RolloutState state, int step, int weight) {}

    record Times(
            Instant createdAt,
            @Nullable Instant startsAt,
            @Nullable Instant startedAt,
            @Nullable Instant stepStartedAt,
            @Nullable Instant endedAt) {}

    /// What has happened.
    ///
    /// @param problem holds back its promotion or rollback until the request is repeated
    /// @param skippedRollback the rollback that a dry run would have taken first
    record Course(
            @Nullable String reason,
            @Nullable String problem,
            @Nullable LastVerdict lastVerdict,
            @Nullable SkippedRollback skippedRollback) {}

    /// The candidate that is to replace the control.
    record Candidate(String model, int version, @Nullable String prompt) {}

    /// The control as it was when the rollout was planned.
    record Control(
            String variant,
            String model,
            int version,
            @Nullable String prompt) {}

    /// The newest verdict. Its evidence is in the rollout's verdicts.
    record LastVerdict(
            int step, StepVerdict verdict, @Nullable String reason, Instant judgedAt) {

        private static @Nullable LastVerdict from(@Nullable VerdictResponse verdict) {
            return verdict == null
                    ? null
                    : new LastVerdict(verdict.step(), verdict.verdict(), verdict.reason(), verdict.judgedAt());
        }
    }

    /// A rollback that a dry run did not take.
    record SkippedRollback(Instant at, @Nullable String reason) {

        private static @Nullable SkippedRollback from(RolloutEntity rollout) {
            Instant at = rollout.skippedAt();
            return at == null ? null : new SkippedRollback(at, rollout.skippedReason());
        }
    }

    static RolloutResponse from(RolloutEntity rollout, @Nullable VerdictResponse newest) {
        RolloutPlan plan = rollout.plan();
        Arm canary = plan.canary();
        Arm control = plan.controlArm();
        return new RolloutResponse(
                rollout.id(),
                rollout.team(),
                rollout.route(),
                rollout.environment(),
                new Progress(rollout.state(), rollout.step(), rollout.weight()),
                new Candidate(plan.model(), canary.version(), canary.prompt()),
                canary.variant(),
                new Control(control.variant(), plan.model(), control.version(), control.prompt()),
                plan.steps(),
                plan.analysis(),
                new Times(
                        rollout.createdAt(),
                        rollout.startsAt(),
                        rollout.startedAt(),
                        rollout.stepStartedAt(),
                        rollout.endedAt()),
                new Course(
                        rollout.reason(), rollout.problem(), LastVerdict.from(newest), SkippedRollback.from(rollout)));
    }
}
