package io.plumbline.eval.benchmark;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.benchmark.ledger.BenchmarkRunStore;
import io.plumbline.eval.benchmark.ledger.BenchmarkStore;
import io.plumbline.eval.benchmark.ledger.RunAnswerStore;
import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.judge.JudgeCatalog;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.eval.sibling.ServedConfigurations;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditTrail;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures benchmarks for callers, under row-level security.
@Configuration(proxyBeanMethods = false)
class BenchmarkConfiguration {

    @Bean
    RunCheck benchmarkRunCheck(
            SiblingServices siblings, Sandbox sandbox, JudgeCatalog judges, ServedConfigurations configurations) {
        return new RunCheck(siblings, sandbox, judges, configurations);
    }

    @Bean
    RunService benchmarkRunService(
            BenchmarkCatalog catalog,
            BenchmarkRunStore runs,
            RunCheck check,
            @Qualifier("benchmarkRunQueue") TrialQueue queue,
            AuditTrail trail,
            RunService.Storing storing) {
        return new RunService(catalog, runs, check, queue, trail, storing);
    }

    @Bean
    RunService.Storing benchmarkRunStoring(TransactionTemplate transactions, UuidV7 ids) {
        return new RunService.Storing(transactions, ids);
    }

    @Bean
    RunArchive benchmarkRunArchive(
            BenchmarkRunStore runs,
            RunAnswerStore answers,
            BenchmarkStore benchmarks,
            Redactor redactor,
            TransactionTemplate transactions) {
        return new RunArchive(runs, answers, benchmarks, redactor, transactions);
    }
}
