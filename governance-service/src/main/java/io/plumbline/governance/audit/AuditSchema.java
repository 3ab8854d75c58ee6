package io.plumbline.governance.audit;

import org.flywaydb.core.Flyway;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Migrates the schema `audit`, which all services share, before anything of governance's own. Nobody logs in
/// as its owner: governance's owner takes that role on for as long as the migration lasts.
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
