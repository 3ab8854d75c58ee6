package io.plumbline.kit.database;

import com.zaxxer.hikari.HikariDataSource;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.tenancy.TenantDataSource;
import io.plumbline.kit.tenancy.TenantScope;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures two pools. Requests use the app role, whose rows are limited by tenancy. Background work uses the
/// worker role. Flyway uses the owner's credentials and has no pool (see `plumbline-kit.yml`).
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
public class DatabaseConfiguration {

    private static final long CONNECTION_TIMEOUT_MS = 5_000;
    /// How long the database may be silent before a connection counts as lost. Short because a client waits for
    /// a request.
    private static final int REQUEST_SILENCE_SECONDS = 20;
    private static final int WORK_SILENCE_SECONDS = 60;

    @Bean(destroyMethod = "close")
    HikariDataSource appPool(ServiceProperties service, DatabaseProperties database) {
        return pool(
                database,
                service.service() + "_app",
                database.appPassword(),
                database.appConnections(),
                REQUEST_SILENCE_SECONDS);
    }

    @Bean
    @Primary
    TenantDataSource dataSource(HikariDataSource appPool, @Worker DataSource workerDataSource) {
        return new TenantDataSource(appPool, workerDataSource);
    }

    @Bean
    TenantScope tenantScope() {
        return new TenantScope();
    }

    @Bean(destroyMethod = "close", defaultCandidate = false)
    @Worker
    HikariDataSource workerDataSource(ServiceProperties service, DatabaseProperties database) {
        return pool(
                database,
                service.service() + "_worker",
                database.workerPassword(),
                database.workerConnections(),
                WORK_SILENCE_SECONDS);
    }

    @Bean(defaultCandidate = false)
    @Worker
    JdbcClient workerJdbcClient(@Worker DataSource workerDataSource) {
        return JdbcClient.create(workerDataSource);
    }

    @Bean(defaultCandidate = false)
    @Worker
    TransactionTemplate workerTransactions(@Worker DataSource workerDataSource) {
        return new TransactionTemplate(new JdbcTransactionManager(workerDataSource));
    }

    private static HikariDataSource pool(
            DatabaseProperties database, String user, String password, int connections, int silenceSeconds) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(user);
        pool.setJdbcUrl(database.url());
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(connections);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        pool.setInitializationFailTimeout(-1);
        pool.addDataSourceProperty("reWriteBatchedInserts", "true");
        pool.addDataSourceProperty("ApplicationName", user);
        pool.addDataSourceProperty("socketTimeout", Integer.toString(silenceSeconds));
        return pool;
    }
}
