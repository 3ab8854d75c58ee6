package io.plumbline.gateway.approval;

import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Asks governance what could not be asked when it came up, and throws away what is over. Every replica may do it at
/// any time: governance takes the same question once.
@Component
class ParkedCallKeeper {

    private static final Logger log = LoggerFactory.getLogger(ParkedCallKeeper.class);
    private static final int AT_ONCE = 50;

    /// For how long it can be told of a call that it is over.
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final ParkedCallStore store;
    private final GovernanceQuestions questions;

    ParkedCallKeeper(ParkedCallStore store, GovernanceQuestions questions) {
        this.store = store;
        this.questions = questions;
    }

    @Scheduled(fixedDelayString = "PT5S", initialDelayString = "PT5S")
    void ask() {
        try {
            Tenancy.callAsPlatform(() -> store.unasked(AT_ONCE)).forEach(this::ask);
        } catch (RuntimeException e) {
            askLater(e);
        }
    }

    /// What governance does not take keeps nobody else waiting.
    private void ask(UUID id) {
        try {
            questions.ask(id);
        } catch (RuntimeException e) {
            askLater(e);
        }
    }

    private static void askLater(RuntimeException e) {
        log.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("Parked calls are asked about later");
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void clear() {
        try {
            Tenancy.callAsPlatform(() -> {
                store.clear(REMEMBERED);
                return true;
            });
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("Parked calls are cleared later");
        }
    }
}
