package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.RunState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The state of a gate's run.
///
/// @param total number of calls: items × repeats × systems; 0 until the dataset is read
/// @param asked number of calls made, or answered from other gates
/// @param answered number of those with an answer
/// @param errors number of those without an answer
/// @param cached number of answers reused from other gates, at no cost
/// @param skipped number of calls that will not be made
/// @param costUsd cost of the answers, without reused ones, and of their ratings; unknown costs count as 0
/// @param halted `HOPELESS`, `OUTAGE`, `COST` or `TIME`: why the run stopped early; null otherwise
/// @param retries number of failed attempts that were retried
/// @param lastError error of the newest failed attempt, retried or not, prefixed with the side: `candidate`,
///     `baseline` or `judge`; null if none failed
/// @param lastErrorAt its time
/// @param etaSeconds estimated seconds until all calls are made, at the current speed; null if unknown
public record RunResponse(
        int total,
        int asked,
        int answered,
        int errors,
        int cached,
        int skipped,
        BigDecimal costUsd,
        @Nullable String halted,
        int retries,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        @Nullable Long etaSeconds) {

    static RunResponse from(Gate gate) {
        int asked = gate.answered();
        int failed = gate.run().failed();
        RunState.Trouble trouble = gate.run().trouble();
        return new RunResponse(
                gate.total(),
                asked,
                asked - failed,
                failed,
                gate.run().cached(),
                gate.status().isFinal() || gate.run().halted() != null ? Math.max(0, gate.total() - asked) : 0,
                plain(gate.run().costUsd()),
                gate.run().halted() == null ? null : gate.run().halted().name(),
                trouble == null ? 0 : trouble.retries(),
                trouble == null ? null : trouble.lastError(),
                trouble == null ? null : trouble.lastErrorAt(),
                null);
    }

    /// Without trailing zeros, and without an exponent for large values.
    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /// Returns the state with the currently estimated remaining time.
    public static RunResponse from(Gate gate, Instant now) {
        RunResponse run = from(gate);
        Instant started = gate.startedAt();
        if (gate.status() != GateStatus.RUNNING || started == null || run.asked == 0 || run.halted != null) {
            return run;
        }
        double perCall = (double) Duration.between(started, now).toMillis() / run.asked;
        long left = Math.round(Math.ceil(perCall * Math.max(0, run.total - run.asked) / 1_000));
        return new RunResponse(
                run.total,
                run.asked,
                run.answered,
                run.errors,
                run.cached,
                run.skipped,
                run.costUsd,
                null,
                run.retries,
                run.lastError,
                run.lastErrorAt,
                left);
    }
}
