package io.plumbline.registry.suite;

import io.plumbline.clients.eval.EvalSnapshot;
import io.plumbline.kit.sibling.SnapshotFollower;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.registry.asset.AssetSequence;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Stores the suite revisions from eval-service and makes siblings reload the models and prompts that depend on a
/// changed suite. Failures are retried at the next poll by any replica.
@Component
class SuiteWatch {

    private static final Logger log = LoggerFactory.getLogger(SuiteWatch.class);

    private final SnapshotFollower<EvalSnapshot, EvalState> eval;
    private final SuiteStore suites;
    private final AssetSequence progress;
    private @Nullable EvalState kept;

    SuiteWatch(SnapshotFollower<EvalSnapshot, EvalState> eval, SuiteStore suites, AssetSequence progress) {
        this.eval = eval;
        this.suites = suites;
        this.progress = progress;
    }

    @Scheduled(fixedDelayString = "PT0.5S", initialDelayString = "PT0.5S")
    void poll() {
        EvalState state = eval.state();
        if (state == null || state.equals(kept)) {
            return;
        }
        try {
            Tenancy.callAsPlatform(() -> {
                suites.keep(state.suites().values());
                notifySiblings();
                return state;
            });
            kept = state;
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("Cannot store the revisions of suites now");
        }
    }

    /// Uses one transaction per asset, so that none waits for an asset while holding another.
    private void notifySiblings() {
        suites.untold().forEach((suite, revision) -> {
            suites.assetsOf(suite).forEach(progress::touch);
            suites.markSent(suite, revision);
        });
    }
}
