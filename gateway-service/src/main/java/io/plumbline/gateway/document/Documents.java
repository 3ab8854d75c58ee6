package io.plumbline.gateway.document;

import io.plumbline.gateway.change.ConfigurationChanges;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Opens the store of a kind of document.
@Component
public final class Documents {

    final JdbcClient jdbc;
    final JsonMapper json;
    final TransactionTemplate transactions;
    final ConfigurationChanges changes;
    final AuditTrail trail;
    final Clock clock;

    Documents(
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactionManager,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.transactions = new TransactionTemplate(transactionManager);
        this.changes = changes;
        this.trail = trail;
        this.clock = clock;
    }

    public <D extends Record> NamedDocuments<D> of(DocumentKind<D> kind) {
        return new NamedDocuments<>(kind, this);
    }
}
