package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.accounting.CallAccount;
import io.plumbline.gateway.accounting.CallLedger;
import io.plumbline.gateway.pipeline.call.ResolvedCall;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import org.springframework.stereotype.Component;

/// Records a call that was answered, and then sends the end of its answer. `CallFailures` records calls that
/// failed. Thread-safe.
@Component
final class RecordStage {

    private final CallLedger ledger;
    private final CacheStage cache;

    RecordStage(CallLedger ledger, CacheStage cache) {
        this.ledger = ledger;
        this.cache = cache;
    }

    /// @throws ProblemException `audit-unavailable`
    void record(ResolvedCall call) throws IOException {
        CallAccount account = call.account();
        ledger.record(account);
        if (account.errorType() == null) {
            call.remember(false);
        }
        cache.finish(call);
    }
}
