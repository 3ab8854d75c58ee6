package io.plumbline.gateway.change;

import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.document.Documents;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// Opens the gateway's documents. Each of their changes takes a change number, which all replicas follow.
@Configuration(proxyBeanMethods = false)
class GatewayDocumentConfiguration {

    @Bean
    static Documents documents(
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactionManager,
            ConfigurationChanges changes,
            AuditTrail trail,
            Clock clock) {
        return new Documents(jdbc, json, new TransactionTemplate(transactionManager), changes::make, trail, clock);
    }
}
