package io.plumbline.monitoring.call;

import io.plumbline.audit.AuditLog;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.kit.ServiceProperties;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CallConfiguration {

    @Bean
    PayloadReader payloadReader(
            ServiceProperties service,
            AuditReader reader,
            PayloadVault vault,
            DataSource dataSource,
            AuditLog log,
            UuidV7 ids) {
        return new PayloadReader(service.service(), reader, vault, new PayloadStates(dataSource), log, ids);
    }
}
