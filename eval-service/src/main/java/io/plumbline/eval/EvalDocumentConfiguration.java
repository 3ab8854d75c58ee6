package io.plumbline.eval;

import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.document.DocumentWrites;
import io.plumbline.kit.document.Documents;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Opens eval's documents.
@Configuration(proxyBeanMethods = false)
class EvalDocumentConfiguration {

    @Bean
    static Documents documents(
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactionManager,
            AuditTrail trail,
            Clock clock) {
        TransactionTemplate transactions = new TransactionTemplate(transactionManager);
        return new Documents(jdbc, json, transactions, DocumentWrites.in(transactions), trail, clock);
    }
}
