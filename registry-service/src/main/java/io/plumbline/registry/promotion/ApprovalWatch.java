package io.plumbline.registry.promotion;

import io.plumbline.clients.governance.Approval;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.promotion.PromotionApprovals.Awaited;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;

/// Polls governance-service every two seconds for some of the pending approvals in turn; makes no call if there
/// are none. While governance-service is unavailable, they stay pending. Several replicas may run it
/// concurrently.
@Component
class ApprovalWatch {

    private static final Logger log = LoggerFactory.getLogger(ApprovalWatch.class);
    private static final int AT_ONCE = 20;
    private static final Set<String> EVERYBODY = Set.of(Caller.EVERY_TEAM);

    private final PromotionApprovals awaited;
    private final GovernanceClient governance;

    ApprovalWatch(PromotionApprovals awaited, GovernanceClient governance) {
        this.awaited = awaited;
        this.governance = governance;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT2S")
    void poll() {
        try {
            for (Awaited one : Tenancy.callAsPlatform(() -> awaited.next(AT_ONCE))) {
                poll(one);
            }
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot look at approvals now");
        }
    }

    /// An approval that governance-service no longer has, for example after a restore, is dropped. The next call
    /// requests a new one.
    private void poll(Awaited one) {
        try {
            Approval approval = governance.approval(one.approvalId());
            switch (approval.state()) {
                case PENDING -> {
                    // Nobody has decided.
                }
                case APPROVED -> Tenancy.runAs(EVERYBODY, () -> awaited.grant(one, approval.approved()));
                default -> Tenancy.runAs(EVERYBODY, () -> awaited.drop(one));
            }
        } catch (HttpClientErrorException.NotFound e) {
            Tenancy.runAs(EVERYBODY, () -> awaited.drop(one));
        }
    }
}
