package io.plumbline.gateway.limit.counter;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Returns this replica's unneeded shares of limits, and deletes unused counters.
@Component
class LimitKeeper {

    private static final Logger log = LoggerFactory.getLogger(LimitKeeper.class);
    private static final Duration UNUSED = Duration.ofDays(1);

    private final CallLimits limits;
    private final LimitLedger ledger;

    LimitKeeper(CallLimits limits, LimitLedger ledger) {
        this.limits = limits;
        this.ledger = ledger;
    }

    @Scheduled(fixedDelayString = "PT0.2S")
    void tidy() {
        limits.inUse().forEach(SharedLimiter::tidy);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1H")
    void forget() {
        ledger.ask(store -> store.forget(UNUSED))
                .answer()
                .filter(count -> count > 0)
                .ifPresent(count -> log.atDebug().addKeyValue("count", count).log("Counters are forgotten"));
    }
}
