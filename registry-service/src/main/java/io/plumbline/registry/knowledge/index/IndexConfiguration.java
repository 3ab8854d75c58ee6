package io.plumbline.registry.knowledge.index;

import com.zaxxer.hikari.HikariDataSource;
import io.plumbline.kit.database.DatabaseProperties;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.knowledge.index.pgvector.VectorExtension;
import io.plumbline.registry.knowledge.KnowledgeSequence;
import java.io.IOException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Configures where the search indexes are.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IndexProperties.class)
class IndexConfiguration {

    private static final String KIND = "plumbline.registry.knowledge-index.kind";

    @Bean(destroyMethod = "close")
    @ConditionalOnProperty(name = KIND, havingValue = "LUCENE", matchIfMissing = true)
    CurrentIndexes diskIndexes(ChunkSource source, KnowledgeSequence sequence, Embedder embedder) throws IOException {
        return new DiskIndexes(source, sequence, embedder);
    }

    /// With pgvector. Searches have connections of their own, so that they do not wait for background work.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = KIND, havingValue = "PGVECTOR")
    static class OnPgVector {

        private static final String POOL = "registry_search";
        private static final int SILENCE_SECONDS = 60;

        @Bean(destroyMethod = "close", defaultCandidate = false)
        @Qualifier(POOL)
        HikariDataSource searchPool(DatabaseProperties database, IndexProperties properties) {
            HikariDataSource pool = new HikariDataSource();
            pool.setPoolName(POOL);
            pool.setJdbcUrl(database.url());
            pool.setUsername("registry_worker");
            pool.setPassword(database.workerPassword());
            pool.setMaximumPoolSize(properties.connections());
            pool.setMinimumIdle(1);
            pool.setConnectionTimeout(5_000);
            pool.setInitializationFailTimeout(-1);
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            pool.addDataSourceProperty("ApplicationName", POOL);
            pool.addDataSourceProperty("socketTimeout", Integer.toString(SILENCE_SECONDS));
            return pool;
        }

        @Bean
        @DependsOnDatabaseInitialization
        VectorSchema vectorSchema(Flyway flyway, @Qualifier(POOL) DataSource searchPool) {
            return new VectorSchema(flyway, searchPool);
        }

        @Bean(destroyMethod = "close")
        CurrentIndexes sharedIndexes(
                ChunkSource source,
                KnowledgeSequence sequence,
                Embedder embedder,
                @Qualifier(POOL) DataSource searchPool,
                VectorSchema schema,
                IndexProperties properties) {
            return new SharedIndexes(source, sequence, embedder, searchPool, schema, properties);
        }

        /// Reports an extension that was removed or replaced by an older one since the start.
        @Bean
        HealthIndicator knowledgeIndexHealthIndicator(@Qualifier(POOL) DataSource searchPool) {
            return () -> {
                try {
                    VectorExtension extension = VectorSchema.find(searchPool);
                    return Health.up()
                            .withDetail("version", extension.version())
                            .build();
                } catch (IllegalStateException e) {
                    return Health.down()
                            .withDetail("reason", String.valueOf(e.getMessage()))
                            .build();
                }
            };
        }
    }
}
