package io.plumbline.console.approval;

import io.plumbline.console.approval.ApprovalClient.Approval;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Finds approvals that were granted to a requester who has not promoted the version yet.
@Component
public final class AwaitedPromotions {

    private static final int LOOKED_AT = 100;
    private static final int MOST = 10;

    private final ApprovalClient approvals;
    private final Dossier dossier;
    private final Clock clock;

    AwaitedPromotions(ApprovalClient approvals, Dossier dossier, Clock clock) {
        this.approvals = approvals;
        this.dossier = dossier;
        this.clock = clock;
    }

    /// @param href the page that promotes the version
    public record Awaited(Approval approval, String href) {}

    /// Returns the newest, at most ten.
    public List<Awaited> of(String requester) {
        Instant now = clock.instant();
        return approvals.list("APPROVED", null, LOOKED_AT, null).items().stream()
                .filter(approval -> approval.requestedBy().equals(requester)
                        && approval.expiresAt().isAfter(now))
                .limit(MOST)
                .flatMap(approval ->
                        Stream.ofNullable(dossier.promotion(approval)).map(href -> new Awaited(approval, href)))
                .toList();
    }
}
