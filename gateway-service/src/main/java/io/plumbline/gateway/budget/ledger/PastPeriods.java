package io.plumbline.gateway.budget.ledger;

import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes old periods of the ledger, since a budget per user has a row per user and period. It waits until long
/// after a period's end, so that late records of a replica that was down are still charged to it.
@Component
class PastPeriods {

    private static final Logger log = LoggerFactory.getLogger(PastPeriods.class);
    private static final Duration KEPT = Duration.ofDays(100);

    private final LeaseStore store;
    private final Clock clock;

    PastPeriods(LeaseStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void forget() {
        int count = Tenancy.asWorker(() -> store.forget(clock.instant().minus(KEPT)));
        if (count > 0) {
            log.atDebug().addKeyValue("count", count).log("Past periods of budgets are forgotten");
        }
    }
}
