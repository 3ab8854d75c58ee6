package io.plumbline.eval.redteam;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.plumbline.audit.UuidV7;
import io.plumbline.clients.gateway.GatewayClient;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.RegressionStore;
import io.plumbline.eval.redteam.ledger.ScheduleStore;
import io.plumbline.eval.redteam.probe.ProbeGrammar;
import io.plumbline.eval.redteam.report.CampaignHtml;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;

/// Configures campaigns for callers, under row-level security.
@Configuration(proxyBeanMethods = false)
class CampaignConfiguration {

    private static final Duration NIGHTLY_LOOK = Duration.ofMinutes(5);

    @Bean
    CampaignCheck campaignCheck(SiblingServices siblings, JudgeCatalog judges) {
        return new CampaignCheck(siblings, judges);
    }

    @Bean
    CampaignService campaignService(
            CampaignStore campaigns,
            CampaignCheck check,
            @Qualifier("campaignQueue") TrialQueue queue,
            ProbeGrammar grammar,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids) {
        return new CampaignService(campaigns, check, queue, grammar, trail, transactions, ids);
    }

    @Bean
    CampaignArchive campaignArchive(
            CampaignStore campaigns,
            ProbeStore probes,
            RegressionStore regressions,
            Redactor redactor,
            TransactionTemplate transactions) {
        return new CampaignArchive(campaigns, probes, regressions, redactor, transactions);
    }

    @Bean
    FindingActions findingActions(
            RegressionStore regressions,
            ProbeStore probes,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        return new FindingActions(regressions, probes, governance, trail, transactions, ids, clock);
    }

    @Bean
    CampaignSchedules campaignSchedules(
            ScheduleStore schedules,
            CampaignCheck check,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        return new CampaignSchedules(schedules, check, trail, transactions, clock);
    }

    @Bean
    Task<Void> nightlyCampaigns(
            ScheduleStore schedules, CampaignService campaigns, GatewayClient gateway, Clock clock) {
        NightlyCampaigns nightly = new NightlyCampaigns(schedules, campaigns, gateway, clock);
        return Tasks.recurring(TaskDescriptor.of("campaign-nightly"), FixedDelay.of(NIGHTLY_LOOK))
                .execute((_, _) -> nightly.run());
    }

    @Bean
    CampaignHtml campaignHtml(ITemplateEngine templates) {
        return new CampaignHtml(templates);
    }
}
