package io.plumbline.governance.audit.log;

import io.plumbline.audit.expiry.Expiry;
import io.plumbline.audit.expiry.PayloadExpiry;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Destroys payloads of calls at the end of their retention. It runs a minute after the previous run and
/// destroys at most 40,000, so that other scheduled work of this replica, for example the heartbeat of a
/// verification, is delayed by a few seconds at most. The remainder and failures wait for the next run.
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

    /// Any replica may run this at any time; of two concurrent runs, one does the work.
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void destroy() {
        long destroyed = Tenancy.asWorker(this::destroyed);
        if (destroyed > 0) {
            log.atInfo()
                    .addKeyValue("destroyed", destroyed)
                    .addKeyValue("keepDays", keepDays)
                    .log("Payloads of calls have expired");
        }
    }

    private long destroyed() {
        long destroyed = 0;
        for (int i = 0; i < BATCHES; i++) {
            Optional<Expiry> done = expiry.expire(keepDays);
            if (done.isEmpty()) {
                break;
            }
            destroyed += done.get().payloads();
        }
        return destroyed;
    }
}
