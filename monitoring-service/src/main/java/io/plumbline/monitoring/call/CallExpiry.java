package io.plumbline.monitoring.call;

import io.plumbline.kit.tenancy.Tenancy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes calls and sums older than [CallProperties] keeps, in small steps so that the projection never waits
/// long. Any replica may run it.
@Component
class CallExpiry {

    private static final Logger log = LoggerFactory.getLogger(CallExpiry.class);
    private static final int STEP = 5_000;
    /// After this time without a point, a stream of metrics is forgotten.
    private static final Duration SILENT_STREAM = Duration.ofDays(3);

    private static final List<String> SUMS =
            List.of("gateway_call_hour", "guard_hour", "unguarded_hour", "unguarded_metric_hour");

    private final JdbcClient jdbc;
    private final CallProperties properties;
    private final Clock clock;

    CallExpiry(JdbcClient jdbc, CallProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    void run() {
        try {
            long deleted = Tenancy.asWorker(this::expire);
            log.atDebug().addKeyValue("rows", deleted).log("Expired calls deleted");
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Expired calls wait");
        }
    }

    private long expire() {
        Instant now = clock.instant();
        long deleted = 0;
        int step;
        do {
            step = jdbc.sql("""
                            delete from gateway_call where call_id in (
                                select call_id from gateway_call where call_id < :before order by call_id limit :step)
                            """)
                    .param("before", CallSelection.firstId(now.minus(properties.keep())))
                    .param("step", STEP)
                    .update();
            deleted += step;
        } while (step == STEP);
        jdbc.sql("delete from call_citation where call_id < ?")
                .param(CallSelection.firstId(now.minus(properties.keep())))
                .update();
        Timestamp before = Timestamp.from(now.minus(properties.keepHours()));
        for (String sums : SUMS) {
            deleted += jdbc.sql("delete from " + sums + " where hour < ?")
                    .param(before)
                    .update();
        }
        return deleted
                + jdbc.sql("delete from unguarded_stream where updated_at < ?")
                        .param(Timestamp.from(now.minus(SILENT_STREAM)))
                        .update();
    }
}
