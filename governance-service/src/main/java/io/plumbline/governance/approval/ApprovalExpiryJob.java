package io.plumbline.governance.approval;

import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Ends overdue approvals and deletes the information of those that ended long ago. Expiry takes effect without
/// this job, which records it in the database and the audit log.
@Component
class ApprovalExpiryJob {

    private static final Logger log = LoggerFactory.getLogger(ApprovalExpiryJob.class);

    private final Approvals approvals;
    private final Duration keepDetails;

    ApprovalExpiryJob(Approvals approvals, ApprovalProperties properties) {
        this.approvals = approvals;
        this.keepDetails = properties.keepDetails();
    }

    /// Any replica may run this at any time; of two concurrent runs, one yields.
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT30S")
    void expire() {
        try {
            int expired = Tenancy.callAsPlatform(approvals::expireOverdue);
            Tenancy.callAsPlatform(() -> approvals.forgetDetails(keepDetails));
            log.atDebug().addKeyValue("approvals", expired).log("Approvals expired");
        } catch (OptimisticLockingFailureException e) {
            log.atDebug().log("Another replica ends the approvals that are over");
        }
    }
}
