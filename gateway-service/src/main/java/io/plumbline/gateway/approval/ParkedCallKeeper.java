package io.plumbline.gateway.approval;

import io.plumbline.kit.tenancy.Tenancy;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Sends approval requests that could not be sent before, and deletes expired data. Every replica may do this at
/// any time, since governance accepts the same request once.
@Component
class ParkedCallKeeper {

    private static final Logger log = LoggerFactory.getLogger(ParkedCallKeeper.class);
    private static final int AT_ONCE = 50;

    /// How long the status of an expired call stays available.
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

    /// Sends one request. A refusal by governance does not block the others.
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
