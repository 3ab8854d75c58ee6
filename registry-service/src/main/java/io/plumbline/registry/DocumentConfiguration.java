package io.plumbline.registry;

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

/// Opens the registry's named documents.
@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {

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
