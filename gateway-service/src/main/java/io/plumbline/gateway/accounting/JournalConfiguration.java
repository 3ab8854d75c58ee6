package io.plumbline.gateway.accounting;

import io.plumbline.gateway.journal.Journal;
import io.plumbline.gateway.journal.JournalDrain;
import io.plumbline.gateway.journal.JournalProperties;
import java.io.IOException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Creates the journal of calls and its transfer to the database.
@Configuration(proxyBeanMethods = false)
class JournalConfiguration {

    @Bean(destroyMethod = "close")
    Journal journal(JournalProperties properties) throws IOException {
        return new Journal(properties);
    }

    /// Reports out of service while no call can be recorded, and while the journal contains records of another
    /// key, since a running gateway would fill its disk.
    @Bean
    HealthIndicator journalHealthIndicator(Journal journal, JournalDrain drain) {
        return () -> {
            boolean fit = journal.admits() && !drain.isUnreadable();
            return (fit ? Health.up() : Health.outOfService())
                    .withDetail("pendingBytes", journal.pendingBytes())
                    .withDetail("writable", journal.isWritable())
                    .withDetail("readable", !drain.isUnreadable())
                    .build();
        };
    }

    @Bean
    JournalMetrics journalMetrics(Journal journal, JournalDrain drain) {
        return new JournalMetrics(journal, drain);
    }

    @Bean
    JournalDrain journalDrain(Journal journal, CallSink sink, JournalProperties properties) {
        return new JournalDrain(journal, sink, properties);
    }
}
