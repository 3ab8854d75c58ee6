package io.plumbline.kit.denial;

import io.plumbline.audit.AuditLog;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.security.credential.NamedApiKeys;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Counts denied requests in every service.
@Configuration(proxyBeanMethods = false)
public class DenialConfiguration {

    /// Uses the worker role because a denied caller sees no team.
    @Bean
    Denials denials(
            @Worker AuditLog workerAuditLog,
            @Worker TransactionTemplate workerTransactions,
            Pseudonyms pseudonyms,
            NamedApiKeys keys,
            UuidV7 ids,
            Clock clock,
            ServiceProperties service) {
        return new Denials(workerAuditLog, workerTransactions, pseudonyms, keys, ids, clock, service);
    }
}
