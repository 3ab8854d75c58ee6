package io.plumbline.gateway.change;

import io.plumbline.kit.change.Changes;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes numbered configuration changes in transactions. Every replica follows the numbers. On this replica a
/// change is effective before the caller receives the response.
@Component
public final class ConfigurationChanges {

    private final TransactionTemplate transactions;
    private final Changes changes;
    private final ApplicationEventPublisher events;

    ConfigurationChanges(
            PlatformTransactionManager transactionManager, Changes changes, ApplicationEventPublisher events) {
        this.transactions = new TransactionTemplate(transactionManager);
        this.changes = changes;
        this.events = events;
    }

    /// Makes a change.
    public <T> T make(Supplier<T> change) {
        T result = transactions.execute(_ -> {
            T made = change.get();
            changes.next();
            return made;
        });
        events.publishEvent(new ConfigurationChanged());
        return result;
    }
}
