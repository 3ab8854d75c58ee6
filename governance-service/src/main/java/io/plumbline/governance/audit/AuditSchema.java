package io.plumbline.governance.audit;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Migrates the shared schema `audit` before governance's own. Its owner cannot log in; governance's owner
/// assumes that role during the migration.
@Configuration(proxyBeanMethods = false)
class AuditSchema {

    private static final String SCHEMA = "audit";

    @Bean
    FlywayMigrationStrategy auditFirst() {
        return own -> {
            Flyway.configure()
                    .dataSource(own.getConfiguration().getDataSource())
                    .initSql("SET ROLE audit_owner")
                    .locations("classpath:db/audit")
                    .defaultSchema(SCHEMA)
                    .createSchemas(false)
                    .connectRetries(own.getConfiguration().getConnectRetries())
                    .connectRetriesInterval(own.getConfiguration().getConnectRetriesInterval())
                    .load()
                    .migrate();
            own.migrate();
        };
    }
}
