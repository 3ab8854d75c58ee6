package io.plumbline.kit.web;

import io.plumbline.kit.problem.RequestProblem;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.TransactionStatus;

/// Binds the commits of a request to its idempotency key: every transaction that writes also records, as its last
/// statement, that work was committed under the key. So after a crash it is known whether a request committed
/// anything, and a request that lost its lease is rolled back instead of repeating the work.
final class IdempotentCommit implements TransactionExecutionListener {

    private static final ThreadLocal<IdempotencyClaim> CLAIM = new ThreadLocal<>();
    private final IdempotencyStore store;

    IdempotentCommit(IdempotencyStore store) {
        this.store = store;
    }

    /// The remainder of a request.
    @FunctionalInterface
    interface Work {
        void run() throws IOException, ServletException;
    }

    /// Runs work whose transactions are bound to the claim.
    void under(IdempotencyClaim claim, Work work) throws IOException, ServletException {
        CLAIM.set(claim);
        try {
            work.run();
        } finally {
            CLAIM.remove();
        }
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        IdempotencyClaim claim = CLAIM.get();
        if (claim == null || transaction.isReadOnly()) {
            return;
        }
        if (transaction instanceof TransactionStatus status) {
            status.flush();
        }
        if (store.hasWritten() && !store.commit(claim)) {
            throw RequestProblem.IDEMPOTENCY_KEY_IN_USE.because(
                    "This request took so long that another request with the key was accepted. Repeat the request to"
                            + " get that response.");
        }
    }
}
