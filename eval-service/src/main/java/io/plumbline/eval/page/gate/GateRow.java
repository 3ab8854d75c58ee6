package io.plumbline.eval.page.gate;

import io.plumbline.eval.gate.comparison.ReadableText;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.report.GateResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A gate on the pages.
///
/// @param outcome the verdict, or the status while there is none
/// @param percent share of completed answers
public record GateRow(
        UUID id,
        String suite,
        String team,
        String candidate,
        @Nullable String baseline,
        @Nullable String commit,
        @Nullable String pullRequest,
        String outcome,
        @Nullable String error,
        long percent,
        boolean counts,
        String when) {

    private static final int MAX_NAME = 200;
    private static final int SHORT_COMMIT = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    public static GateRow of(Gate gate) {
        Instant when = gate.finishedAt() == null ? gate.createdAt() : gate.finishedAt();
        return new GateRow(
                gate.id(),
                gate.suite(),
                gate.team(),
                gate.candidate().label(),
                gate.baseline() == null ? null : gate.baseline().label(),
                gate.commit(),
                gate.pullRequest() == null ? null : ReadableText.of(gate.pullRequest(), MAX_NAME),
                gate.verdict() == null ? gate.status().name() : gate.verdict().name(),
                gate.error(),
                Math.round(GateResponse.progress(gate) * 100),
                gate.counts(),
                time(when));
    }

    static String time(Instant time) {
        return TIME.format(time);
    }

    /// Returns the abbreviated commit; empty for none.
    public String getShortCommit() {
        return commit == null ? "" : commit.substring(0, Math.min(SHORT_COMMIT, commit.length()));
    }

    /// Whether it has not ended.
    public boolean isRunning() {
        return outcome.equals(GateStatus.RUNNING.name()) || outcome.equals(GateStatus.QUEUED.name());
    }
}
