package io.plumbline.governance.audit;

import io.plumbline.audit.verification.ExpiredPayloads;
import io.plumbline.audit.verification.FindingKind;
import io.plumbline.audit.verification.VerificationReport;
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
            long tookMillis) {

        /// Of a verification from before payloads expired, none are told.
        Report {
            expired = Objects.requireNonNullElse(expired, List.of());
        }

        static Report from(VerificationReport report) {
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
                    report.duration().toMillis());
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
