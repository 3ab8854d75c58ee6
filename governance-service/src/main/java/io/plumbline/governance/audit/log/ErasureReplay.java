package io.plumbline.governance.audit.log;

import io.plumbline.audit.payload.Erasures;
import io.plumbline.kit.tenancy.Tenancy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Repeats erasures: shortly after every start, because a backup may have been restored before, and every six
/// hours, because a transaction open during an erasure may have stored data again.
@Component
class ErasureReplay {

    private static final Logger log = LoggerFactory.getLogger(ErasureReplay.class);

    private final Erasures erasures;

    ErasureReplay(Erasures erasures) {
        this.erasures = erasures;
    }

    /// Any replica may run this at any time, even concurrently.
    @Scheduled(fixedDelayString = "PT6H", initialDelayString = "PT20S")
    void replay() {
        long destroyed = Tenancy.asWorker(erasures::replay);
        if (destroyed > 0) {
            log.atWarn().addKeyValue("destroyed", destroyed).log("Erased again what had come back");
        }
    }
}
