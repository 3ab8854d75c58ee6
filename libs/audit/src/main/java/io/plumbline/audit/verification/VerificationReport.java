package io.plumbline.audit.verification;

import io.plumbline.audit.merkle.Hash;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The result of a verification.
///
/// @param size number of leaves
/// @param root root of their tree
/// @param events number of events, including those without a position
/// @param pending number of events without a position
/// @param checkpoints number of fixed sizes compared
/// @param signed number of those with a valid signature
/// @param expired payloads destroyed at the end of their retention, which is not a finding
/// @param counts number of findings of each kind
/// @param findings the first findings of each kind
public record VerificationReport(
        long size,
        Hash root,
        long events,
        long pending,
        long checkpoints,
        long signed,
        List<ExpiredPayloads> expired,
        Map<FindingKind, Long> counts,
        List<LogFinding> findings,
        Duration duration) {

    public VerificationReport {
        expired = List.copyOf(expired);
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
    }

    /// Whether there are no findings.
    public boolean intact() {
        return counts.isEmpty();
    }
}
