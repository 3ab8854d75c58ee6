package io.plumbline.registry.promotion;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.promotion.AwaitedApprovals.Awaited;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks governance every two seconds how the approvals that are awaited stand; asks nothing when none is. While
/// governance is away they stay awaited. Any replica may do it, and two at once.
@Component
class ApprovalWatch {

    private static final Logger log = LoggerFactory.getLogger(ApprovalWatch.class);
    private static final int AT_ONCE = 100;

    private final AwaitedApprovals awaited;
    private final GovernanceClient governance;

    ApprovalWatch(AwaitedApprovals awaited, GovernanceClient governance) {
        this.awaited = awaited;
        this.governance = governance;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void look() {
        try {
            for (Awaited one : Tenancy.callAsPlatform(() -> awaited.oldest(AT_ONCE))) {
                look(one, governance.approval(one.approvalId()));
            }
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot look at approvals now");
        }
    }

    private void look(Awaited one, Approval approval) {
        Tenancy.callAsPlatform(() -> {
            switch (approval.state()) {
                case PENDING -> {
                    // Nobody has decided.
                }
                case APPROVED -> awaited.grant(one, approval.approved());
                case REJECTED, EXPIRED -> awaited.drop(one);
            }
            return approval;
        });
    }
}
