package io.plumbline.eval.harm.run;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.harm.grade.AnswerMeasures;
import io.plumbline.eval.harm.grade.ToxicityScorer;
import io.plumbline.eval.harm.item.HarmLibrary;
import io.plumbline.eval.harm.ledger.HarmAnswerStore;
import io.plumbline.eval.harm.ledger.HarmStore;
import io.plumbline.eval.redteam.run.TargetJudge;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionTemplate;

/// Configures the runs of measurements, which act as the worker role and see every team.
@Configuration(proxyBeanMethods = false)
class HarmRunConfiguration {

    /// After gates.
    private static final int PRIORITY = 5;

    private static final int AT_ONCE = 4;

    @Bean
    TrialQueue harmQueue(ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        return new TrialQueue(scheduler, clock, new TrialQueue.Kind("harm-measurement", PRIORITY, AT_ONCE));
    }

    @Bean
    HarmLibrary harmLibrary() {
        return new HarmLibrary();
    }

    @Bean
    ToxicityScorer toxicityScorer(GuardEngine guards) {
        return new ToxicityScorer(guards);
    }

    @Bean
    HarmEvidence harmEvidence(HarmStore measurements) {
        return new HarmEvidence(measurements);
    }

    @Bean
    HarmPlanner harmPlanner(
            HarmLibrary library, RegistryClient registry, SiblingServices siblings, HarmAnswerStore answers) {
        return new HarmPlanner(library, registry, siblings, answers);
    }

    @Bean
    HarmLifecycle harmLifecycle(HarmStore measurements, AuditTrail trail, TransactionTemplate transactions) {
        return new HarmLifecycle(measurements, trail, transactions);
    }

    @Bean
    HarmRunner.HarmScoring harmScoring(ChatCalls calls, ToxicityScorer toxicity) {
        return new HarmRunner.HarmScoring(new HarmCalls(calls, new AnswerMeasures(toxicity)), toxicity);
    }

    @Bean
    HarmRunner harmRunner(
            HarmStore measurements,
            HarmAnswerStore answers,
            HarmPlanner planner,
            HarmLifecycle lifecycle,
            TargetJudge judge,
            HarmRunner.HarmScoring scoring,
            SiblingServices siblings) {
        return new HarmRunner(measurements, answers, planner, lifecycle, new HarmJudge(judge), scoring, siblings);
    }

    @Bean
    Task<Void> harmTask(@Qualifier("harmQueue") TrialQueue queue, HarmRunner runner) {
        return queue.task(runner);
    }

    @Bean
    Task<Void> harmSweep(@Qualifier("harmQueue") TrialQueue queue, HarmStore measurements) {
        return queue.sweep(measurements);
    }
}
