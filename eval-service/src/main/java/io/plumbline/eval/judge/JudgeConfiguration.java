package io.plumbline.eval.judge;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.judge.verdict.AddressedPassages;
import io.plumbline.eval.judge.verdict.ItemJudge;
import io.plumbline.eval.judge.verdict.PairJudge;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.policy.Action;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JudgeConfiguration {

    /// An answer is to a judge what a tool's result is to an assistant: any instruction in it is injected.
    private static final GuardPolicy INJECTIONS = new GuardPolicy(
            Map.of(Stage.TOOL, StageRules.of(Map.of(Category.PROMPT_INJECTION, Rule.of(Action.FLAG)))),
            FailureMode.OPEN,
            GuardPolicy.LONGEST_TIMEOUT_MS);

    @Bean
    GuardEngine evaluationGuards() {
        return GuardEngine.standard(MiniLmEncoder.shared().onDemand());
    }

    @Bean
    AddressedPassages addressedPassages(GuardEngine guards) {
        return new AddressedPassages(
                text -> guards.inspect(Stage.TOOL, text, INJECTIONS).decision() != Action.ALLOW);
    }

    @Bean
    ItemJudge itemJudge(ChatCalls calls, AddressedPassages addressed) {
        return new ItemJudge(calls, addressed);
    }

    @Bean
    PairJudge pairJudge(ChatCalls calls, AddressedPassages addressed) {
        return new PairJudge(calls, addressed);
    }

    @Bean
    JudgeBench judgeBench(ItemJudge items, PairJudge pairs) {
        return new JudgeBench(items, pairs);
    }
}
