package io.plumbline.governance.audit.verification;

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

/// A verification of the whole log, running or finished.
///
/// @param report null while it runs, and if it could not finish
record Verification(
        UUID id,
        State state,
        String requestedBy,
        Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Report report) {

    /// VERIFIED and FAILED are results; ERROR means that there is no result.
    enum State {
        RUNNING,
        VERIFIED,
        FAILED,
        ERROR
    }

    /// The result.
    ///
    /// @param size number of leaves
    /// @param root root of their tree, in base64
    /// @param events number of events, including those without a position
    /// @param pending number of events without a position
    /// @param checkpoints number of fixed sizes compared
    /// @param signed number of those with a valid signature
    /// @param expired payloads destroyed at the end of their retention, according to the log
    /// @param counts number of findings of each kind
    /// @param findings the first findings of each kind
    /// @param conduct what the log proves about production calls; null in old verifications
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

        /// Verifications from before payloads expired contain no expiries.
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
    /// @param proven calls for which the log proves it
    /// @param lifted calls under break-glass
    /// @param earlier calls from before events named the served configuration
    /// @param counts number of violations of each kind
    /// @param violations the first violations
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

    /// A finding and its location.
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
