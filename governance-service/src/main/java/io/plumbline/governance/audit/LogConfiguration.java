package io.plumbline.governance.audit;

import io.plumbline.audit.AuditLog;
import io.plumbline.audit.HourlyCounts;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.PublishedLog;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.expiry.PayloadExpiry;
import io.plumbline.audit.payload.Erasures;
import io.plumbline.audit.sequencing.CheckpointAnchor;
import io.plumbline.audit.sequencing.FileAnchor;
import io.plumbline.audit.sequencing.Partitions;
import io.plumbline.audit.sequencing.Sequencer;
import io.plumbline.audit.verification.AuditVerification;
import io.plumbline.kit.database.Worker;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The parts of `libs/audit` that only governance-service runs.
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

    private static final int BATCH = 2_000;
    private static final int PAYLOADS = 2_000;

    @Bean
    List<CheckpointAnchor> checkpointAnchors(LogProperties properties) {
        return properties.anchorFile() == null ? List.of() : List.of(new FileAnchor(properties.anchorFile()));
    }

    @Bean
    Sequencer sequencer(@Worker DataSource workerDataSource, LogKey key, List<CheckpointAnchor> checkpointAnchors) {
        return new Sequencer(workerDataSource, key.signer(), checkpointAnchors, BATCH);
    }

    @Bean
    Partitions partitions(@Worker DataSource workerDataSource) {
        return new Partitions(workerDataSource);
    }

    @Bean
    AuditVerification auditVerification(@Worker DataSource workerDataSource, LogKey key) {
        return new AuditVerification(
                workerDataSource, key.signer().name(), List.of(key.signer().verifier()));
    }

    @Bean
    Erasures erasures(@Worker DataSource workerDataSource) {
        return new Erasures(workerDataSource);
    }

    @Bean
    PayloadExpiry payloadExpiry(@Worker DataSource workerDataSource, @Worker AuditLog workerAuditLog, UuidV7 ids) {
        return new PayloadExpiry(workerDataSource, workerAuditLog, ids, PAYLOADS);
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
