package io.plumbline.governance.audit.log;

import io.plumbline.audit.AuditLog;
import io.plumbline.audit.HourlyCounts;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.expiry.PayloadExpiry;
import io.plumbline.audit.payload.Erasures;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.audit.sequencing.CheckpointAnchor;
import io.plumbline.audit.sequencing.FileAnchor;
import io.plumbline.audit.sequencing.Partitions;
import io.plumbline.audit.sequencing.Sequencer;
import io.plumbline.audit.verification.AuditVerification;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of `libs/audit` that only governance-service runs. The sequencer, partitions, verification,
/// erasures and expiry need the worker role.
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    private static final int BATCH = 2_000;
    private static final int PAYLOADS = 2_000;

    @Bean
    List<CheckpointAnchor> checkpointAnchors(LogProperties properties) {
        return properties.anchorFile() == null ? List.of() : List.of(new FileAnchor(properties.anchorFile()));
    }

    @Bean
    Sequencer sequencer(DataSource dataSource, LogKey key, List<CheckpointAnchor> checkpointAnchors) {
        return new Sequencer(dataSource, key.signer(), checkpointAnchors, BATCH);
    }

    @Bean
    Partitions partitions(DataSource dataSource) {
        return new Partitions(dataSource);
    }

    @Bean
    AuditVerification auditVerification(DataSource dataSource, LogKey key) {
        return new AuditVerification(
                dataSource, key.signer().name(), List.of(key.signer().verifier()));
    }

    @Bean
    Erasures erasures(DataSource dataSource) {
        return new Erasures(dataSource);
    }

    @Bean
    PayloadExpiry payloadExpiry(DataSource dataSource, AuditLog log, UuidV7 ids) {
        return new PayloadExpiry(dataSource, log, ids, PAYLOADS);
    }

    @Bean
    PayloadStates payloadStates(DataSource dataSource) {
        return new PayloadStates(dataSource);
    }

    @Bean
    PublishedLog publishedLog(DataSource dataSource) {
        return new PublishedLog(dataSource);
    }

    @Bean
    HourlyCounts hourlyCounts(DataSource dataSource) {
        return new HourlyCounts(dataSource);
    }
}
