package io.plumbline.eval.gate.report;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.RunState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a gate's run goes.
///
/// @param total calls to make: items × repeats × systems; 0 until the dataset was read
/// @param asked calls that were made, or answered from other gates
/// @param answered those of them that brought an answer
/// @param errors those that brought none
/// @param cached answers that other gates were given, which cost nothing here
/// @param skipped calls that will not be made any more
/// @param costUsd of the answers, without cached ones, and of judging them; what is not known counts as 0
/// @param halted `HOPELESS`, `OUTAGE`, `COST` or `TIME`: why the run asks no more before all was asked; null
///     otherwise
/// @param retries attempts that failed and were made again
/// @param lastError why the newest attempt failed, whether or not it was made again, after the side that was
///     asked: `candidate`, `baseline` or `judge`; null when none failed
/// @param lastErrorAt when it did
/// @param etaSeconds until all is asked, at the speed so far; null when nothing is known of it
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

    /// Without zeros at the end, and without an exponent for what is large.
    private static BigDecimal plain(BigDecimal amount) {
        BigDecimal stripped = amount.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /// The same with the time that is left by now.
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
