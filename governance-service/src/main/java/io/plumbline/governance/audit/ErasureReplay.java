package io.plumbline.governance.audit;

import io.plumbline.audit.payload.Erasures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Keeps erased what was erased: soon after every start, since a backup may have been restored before it, and every
/// six hours, since a transaction that was open across an erasure may have brought something back.
@Component
class ErasureReplay {

    private static final Logger log = LoggerFactory.getLogger(ErasureReplay.class);

    private final Erasures erasures;

    ErasureReplay(Erasures erasures) {
        this.erasures = erasures;
    }

    /// Any replica may do it at any time, and two at once.
    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT20S")
    void replay() {
        long destroyed = erasures.replay();
        if (destroyed > 0) {
            log.atWarn().addKeyValue("destroyed", destroyed).log("Erased again what had come back");
        }
    }
}
