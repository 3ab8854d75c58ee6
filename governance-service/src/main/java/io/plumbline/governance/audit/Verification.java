package io.plumbline.governance.audit;

import io.plumbline.audit.verification.ExpiredPayloads;
import io.plumbline.audit.verification.FindingKind;
import io.plumbline.audit.verification.VerificationReport;
import io.plumbline.configuration.conduct.ConductReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A verification of the whole log, running or done.
///
/// @param report null while it runs, and when it could not be ended
record Verification(
        UUID id,
        State state,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Report report) {

    /// VERIFIED and FAILED are what it found; ERROR means that it found nothing out.
    enum State {
        RUNNING,
        VERIFIED,
        FAILED,
        ERROR
    }

    /// What was found.
    ///
    /// @param size how many leaves there are
    /// @param root of the tree that they make, in base64
    /// @param events how many events there are, those without a place included
    /// @param pending how many of them wait for their place
    /// @param checkpoints how many fixed sizes were compared
    /// @param signed how many of them have a signature that holds
    /// @param expired payloads that are gone because they were old enough, as the log says
    /// @param counts how many findings of each kind there are
    /// @param findings of each kind the first ones
    /// @param conduct what the log proves of production calls; null of a verification from before that was
    ///     decided
    record Report(
            long size,
            String root,
            long events,
            long pending,
            long checkpoints,
            long signed,
            List<ExpiredPayloads> expired,
            Map<FindingKind, Long> counts,
            List<FindingView> findings,
            long tookMillis,
            @Nullable Conduct conduct) {

        /// Of a verification from before payloads expired, none are told.
        Report {
            expired = Objects.requireNonNullElse(expired, List.of());
        }

        static Report from(VerificationReport report, ConductReport conduct) {
            return new Report(
                    report.size(),
                    report.root().toBase64(),
                    report.events(),
                    report.pending(),
                    report.checkpoints(),
                    report.signed(),
                    report.expired(),
                    new TreeMap<>(report.counts()),
                    report.findings().stream()
                            .map(finding -> new FindingView(
                                    finding.kind(),
                                    finding.firstIndex(),
                                    finding.lastIndex(),
                                    finding.eventId(),
                                    finding.detail()))
                            .toList(),
                    report.duration().toMillis(),
                    Conduct.from(conduct));
        }
    }

    /// Whether every production call was served by a configuration that was gated and approved at that time.
    ///
    /// @param calls production calls
    /// @param proven those of which the log proves it
    /// @param lifted those under break-glass
    /// @param earlier calls from before calls said what served them
    /// @param counts how many violations of each kind there are
    /// @param violations the first ones
    record Conduct(
            long calls,
            long proven,
            long lifted,
            long earlier,
            Map<ConductReport.Kind, Long> counts,
            List<ConductReport.Violation> violations) {

        private static final int MOST = 50;

        static Conduct from(ConductReport report) {
            return new Conduct(
                    report.calls(),
                    report.proven(),
                    report.lifted(),
                    report.earlier(),
                    new TreeMap<>(report.counts()),
                    report.violations().stream().limit(MOST).toList());
        }
    }

    /// Something that is wrong, and where.
    record FindingView(
            FindingKind kind,
            @Nullable Long firstIndex,
            @Nullable Long lastIndex,
            @Nullable UUID eventId,
            String detail) {}

    boolean running() {
        return state == State.RUNNING;
    }
}
