package io.plumbline.eval.online;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.AuditReader;
import io.plumbline.audit.PayloadReader;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.payload.PayloadVault;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.online.OnlineRules.Terms;
import io.plumbline.kit.ServiceProperties;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.document.NamedDocuments;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures online evaluations.
@Configuration(proxyBeanMethods = false)
class OnlineConfiguration {

    private static final Duration EVERY = Duration.ofSeconds(2);

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

    @Bean
    OnlineScoring onlineScoring(
            NamedDocuments<Terms> evaluations,
            OnlineScoring.Ledger ledger,
            CallScorers scorers,
            PayloadReader payloads,
            Redactor redactor,
            TransactionTemplate transactions,
            Clock clock) {
        return new OnlineScoring(evaluations, ledger, scorers, payloads, redactor, transactions, clock);
    }

    @Bean
    OnlineScoring.Ledger onlineLedger(OnlineCallStore calls, OnlineSpend spend, AuditTrail trail) {
        return new OnlineScoring.Ledger(calls, spend, trail);
    }

    @Bean
    Task<Void> onlineSamplingTask(OnlineSampling sampling) {
        return Tasks.recurring(TaskDescriptor.of("online-sampling"), FixedDelay.of(EVERY))
                .execute((_, _) -> sampling.run());
    }

    @Bean
    Task<Void> onlineScoringTask(OnlineScoring scoring) {
        return Tasks.recurring(TaskDescriptor.of("online-scoring"), FixedDelay.of(EVERY))
                .execute((_, _) -> scoring.run());
    }
}
