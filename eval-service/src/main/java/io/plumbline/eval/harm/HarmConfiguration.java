package io.plumbline.eval.harm;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.ledger.HarmAnswerStore;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.redteam.CampaignCheck;
import io.plumbline.eval.report.ReportHtml;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditTrail;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;
import org.thymeleaf.ITemplateEngine;

/// Configures measurements for callers, under row-level security.
@Configuration(proxyBeanMethods = false)
class HarmConfiguration {

    @Bean
    HarmCheck harmCheck(SiblingServices siblings, JudgeCatalog judges, CampaignCheck targets, HarmLibrary library) {
        return new HarmCheck(siblings, judges, targets, library);
    }

    @Bean
    HarmService harmService(
            HarmStore measurements,
            HarmCheck check,
            @Qualifier("harmQueue") TrialQueue queue,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids) {
        return new HarmService(measurements, check, queue, trail, transactions, ids);
    }

    @Bean
    HarmArchive harmArchive(
            HarmStore measurements, HarmAnswerStore answers, Redactor redactor, TransactionTemplate transactions) {
        return new HarmArchive(measurements, answers, redactor, transactions);
    }

    @Bean
    ReportHtml reportHtml(ITemplateEngine templates) {
        return new ReportHtml(templates);
    }
}
