package io.plumbline.kit.assembly;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.audit.AuditConfiguration;
import io.plumbline.kit.change.Changes;
import io.plumbline.kit.database.DatabaseConfiguration;
import io.plumbline.kit.denial.DenialConfiguration;
import io.plumbline.kit.egress.EgressConfiguration;
import io.plumbline.kit.openapi.OpenApiConfiguration;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.security.SecurityConfiguration;
import io.plumbline.kit.sibling.SiblingConfiguration;
import io.plumbline.kit.web.IdempotencyStore;
import io.plumbline.kit.web.WebConfiguration;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/// Assembles the kit. Active in every context that names its service.
@AutoConfiguration(before = {DataSourceAutoConfiguration.class, ErrorMvcAutoConfiguration.class})
@ConditionalOnProperty("plumbline.service")
@EnableConfigurationProperties(ServiceProperties.class)
@EnableScheduling
@Import({
    DatabaseConfiguration.class,
    SecurityConfiguration.class,
    SiblingConfiguration.class,
    EgressConfiguration.class,
    WebConfiguration.class,
    OpenApiConfiguration.class,
    AuditConfiguration.class,
    DenialConfiguration.class
})
public class KitConfiguration {

    /// Truncated to microseconds, the precision of Postgres, so that a response equals a later read.
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Bean
    ServiceInfo serviceInfo(ServiceProperties service, Clock clock) {
        return new ServiceInfo(service.service(), clock.instant());
    }

    @Bean
    SecureRandom secureRandom() {
        return new SecureRandom();
    }

    @Bean
    UuidV7 ids(Clock clock, SecureRandom random) {
        return new UuidV7(clock, random);
    }

    @Bean
    KeyEncryptionKey keyEncryptionKey(ServiceProperties service, SecureRandom random) {
        return new KeyEncryptionKey(service.keyEncryptionKey(), random);
    }

    @Bean
    Changes changes(JdbcClient jdbc) {
        return new Changes(jdbc);
    }

    @Bean
    Housekeeping housekeeping(IdempotencyStore idempotency) {
        return new Housekeeping(idempotency);
    }

    /// Small clean-ups that any replica may run at any time.
    static final class Housekeeping {

        private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

        private final IdempotencyStore idempotency;

        Housekeeping(IdempotencyStore idempotency) {
            this.idempotency = idempotency;
        }

        @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT5M")
        void forgetOldKeys() {
            int forgotten = idempotency.forgetOld();
            log.atDebug().addKeyValue("rows", forgotten).log("Forgot old idempotency keys");
        }
    }
}
