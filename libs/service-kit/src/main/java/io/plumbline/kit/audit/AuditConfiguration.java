package io.plumbline.kit.audit;

import io.plumbline.audit.AuditLog;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.KeyWrap;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.audit.payload.Pseudonyms;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.seal.KeyEncryptionKey;
import java.security.SecureRandom;
import java.util.Base64;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The audit log. Only services whose role may read can use the reader. The beans of the worker role are for
/// tasks that do not act as it by [io.plumbline.kit.tenancy.Tenancy#asWorker].
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

    @Bean
    Pseudonyms pseudonyms(ServiceProperties service) {
        return new Pseudonyms(Base64.getDecoder().decode(service.pseudonymKey()));
    }

    @Bean
    KeyWrap payloadKeyWrap(KeyEncryptionKey key, SecureRandom random) {
        return new KeyWrap(key.bytes(), random);
    }

    @Bean
    PayloadVault payloadVault(DataSource dataSource, KeyWrap wrap, SecureRandom random) {
        return new PayloadVault(dataSource, wrap, random);
    }

    @Bean
    AuditLog auditLog(DataSource dataSource, PayloadVault vault) {
        return new AuditLog(dataSource, vault);
    }

    @Bean
    AuditTrail auditTrail(AuditLog log, UuidV7 ids, ServiceProperties service) {
        return new AppendingTrail(log, ids, service.service());
    }

    @Bean
    AuditReader auditReader(DataSource dataSource) {
        return new AuditReader(dataSource);
    }

    @Bean(defaultCandidate = false)
    @Worker
    PayloadVault workerPayloadVault(@Worker DataSource workerDataSource, KeyWrap wrap, SecureRandom random) {
        return new PayloadVault(workerDataSource, wrap, random);
    }

    @Bean(defaultCandidate = false)
    @Worker
    AuditLog workerAuditLog(@Worker DataSource workerDataSource, @Worker PayloadVault workerPayloadVault) {
        return new AuditLog(workerDataSource, workerPayloadVault);
    }

    @Bean(defaultCandidate = false)
    @Worker
    AuditTrail workerAuditTrail(@Worker AuditLog workerAuditLog, UuidV7 ids, ServiceProperties service) {
        return new AppendingTrail(workerAuditLog, ids, service.service());
    }
}
