package io.plumbline.kit.document;

import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Opens the stores of kinds of document.
///
/// @param transactions of previews
/// @param writes transactions of changes
public record Documents(
        JdbcClient jdbc,
        JsonMapper json,
        TransactionTemplate transactions,
        DocumentWrites writes,
        AuditTrail trail,
        Clock clock) {

    public <D extends Record> NamedDocuments<D> of(DocumentKind<D> kind) {
        return new NamedDocuments<>(kind, this);
    }
}
