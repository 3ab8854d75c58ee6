package io.plumbline.eval.gate;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.comparison.ItemComparisons;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.GateHistory;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.ScoreStore;
import io.plumbline.eval.gate.ledger.answer.ViewStore;
import io.plumbline.eval.gate.output.OutputSetService;
import io.plumbline.eval.gate.report.GateReports;
import io.plumbline.eval.gate.report.HtmlReport;
import io.plumbline.eval.gate.report.JUnitReport;
import io.plumbline.eval.gate.report.MarkdownReport;
import io.plumbline.eval.gate.report.SarifReport;
import io.plumbline.eval.gate.run.lifecycle.ResultPush;
import io.plumbline.eval.gate.run.queue.GateQueue;
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
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;

/// Configures gates for callers: service and archive use the caller's role, under row-level security.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ConsoleLinkProperties.class)
class GateConfiguration {

    @Bean
    CandidateCheck candidateCheck(SiblingServices siblings, ServedConfigurations configurations) {
        return new CandidateCheck(siblings, configurations);
    }

    @Bean
    GateService.Checks gateChecks(CandidateCheck candidates, OutputSetService outputs) {
        return new GateService.Checks(candidates, new OutputCheck(outputs));
    }

    @Bean
    GateService gateService(
            GateStore gates,
            SuiteCatalog suites,
            GateService.Checks checks,
            GateQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids) {
        return new GateService(gates, suites, checks, queue, trail, transactions, ids);
    }

    @Bean
    GateDiscard gateDiscard(
            GateStore gates, RegistryClient registry, AuditTrail trail, TransactionTemplate transactions, Clock clock) {
        return new GateDiscard(gates, new ResultPush(registry), trail, transactions, clock);
    }

    @Bean
    GateArchive gateArchive(
            GateStore gates,
            GateHistory history,
            AnswerStore answers,
            ScoreStore scores,
            RatingStore ratings,
            ViewStore views,
            TransactionTemplate transactions) {
        return new GateArchive(gates, history, answers, scores, ratings, views, transactions);
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
