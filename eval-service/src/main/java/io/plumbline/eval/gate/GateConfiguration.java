package io.plumbline.eval.gate;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.AnswerStore;
import io.plumbline.eval.gate.ledger.GateHistory;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.ScoreStore;
import io.plumbline.eval.gate.ledger.ViewStore;
import io.plumbline.eval.gate.report.GateReports;
import io.plumbline.eval.gate.report.HtmlReport;
import io.plumbline.eval.gate.report.JUnitReport;
import io.plumbline.eval.gate.report.MarkdownReport;
import io.plumbline.eval.gate.report.SarifReport;
import io.plumbline.eval.gate.run.GateQueue;
import io.plumbline.eval.gate.run.ResultPush;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.eval.metric.definition.MetricResolver;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.suite.SuiteCatalog;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;
import tools.jackson.databind.json.JsonMapper;

/// Configures gates for callers: service and archive use the caller's role, under row-level security.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PublicUrls.class)
class GateConfiguration {

    @Bean
    CandidateCheck candidateCheck(SiblingServices siblings, ServedConfigurations configurations) {
        return new CandidateCheck(siblings, configurations);
    }

    @Bean
    GateStore gateStore(JdbcClient jdbc, JsonMapper json, Clock clock) {
        return new GateStore(jdbc, json, clock);
    }

    @Bean
    GateService gateService(
            GateStore gateStore,
            SuiteCatalog suites,
            CandidateCheck candidates,
            GateQueue queue,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            UuidV7 ids) {
        return new GateService(gateStore, suites, candidates, queue, trail, new TransactionTemplate(transactions), ids);
    }

    @Bean
    GateDiscard gateDiscard(
            GateStore gateStore,
            RegistryClient registry,
            AuditTrail trail,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new GateDiscard(
                gateStore, new ResultPush(registry), trail, new TransactionTemplate(transactions), clock);
    }

    @Bean
    GateArchive gateArchive(
            GateStore gateStore,
            JdbcClient jdbc,
            JsonMapper json,
            PlatformTransactionManager transactions,
            Clock clock) {
        return new GateArchive(
                gateStore,
                new GateHistory(jdbc, json, gateStore),
                new AnswerStore(jdbc, json),
                new ScoreStore(jdbc, json),
                new RatingStore(jdbc, json, clock),
                new ViewStore(jdbc),
                new TransactionTemplate(transactions));
    }

    @Bean
    ItemResults itemResults(MetricResolver metrics) {
        return new ItemResults(metrics);
    }

    @Bean
    Redactor reportRedactor(GuardEngine guards) {
        return new Redactor(guards);
    }

    @Bean
    ItemComparisons itemComparisons(ItemResults results, Redactor redactor) {
        return new ItemComparisons(results, redactor);
    }

    @Bean
    GateReports gateReports(
            ItemResults results, ItemComparisons comparisons, Redactor redactor, ITemplateEngine templates) {
        return new GateReports(
                results,
                comparisons,
                new MarkdownReport(redactor),
                new JUnitReport(),
                new SarifReport(),
                new HtmlReport(templates, redactor));
    }
}
