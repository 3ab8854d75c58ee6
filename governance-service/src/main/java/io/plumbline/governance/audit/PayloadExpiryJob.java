package io.plumbline.governance.audit;

import io.plumbline.audit.expiry.Expiry;
import io.plumbline.audit.expiry.PayloadExpiry;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Destroys payloads of calls once they are older than they may be kept: a minute after the last time, 40,000 at
/// most, so that the other timed work of this replica, such as the sign of life of a verification, waits for some
/// seconds and no longer. What is left, or fails, waits for the next time.
@Component
class PayloadExpiryJob {

    private static final Logger log = LoggerFactory.getLogger(PayloadExpiryJob.class);
    private static final int BATCHES = 20;

    private final PayloadExpiry expiry;
    private final int keepDays;

    PayloadExpiryJob(PayloadExpiry expiry, LogProperties properties) {
        this.expiry = expiry;
        this.keepDays = properties.keepPayloadsDays();
    }

    /// Any replica may do it at any time; of two at once, one does it.
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void destroy() {
        long destroyed = 0;
        for (int i = 0; i < BATCHES; i++) {
            Optional<Expiry> done = expiry.expire(keepDays);
            if (done.isEmpty()) {
                break;
            }
            destroyed += done.get().payloads();
        }
        if (destroyed > 0) {
            log.atInfo()
                    .addKeyValue("destroyed", destroyed)
                    .addKeyValue("keepDays", keepDays)
                    .log("Payloads of calls have expired");
        }
    }
}
