package io.plumbline.eval.judge;

import io.plumbline.embeddings.MiniLmEncoder;
import io.plumbline.eval.judge.rating.ItemJudge;
import io.plumbline.eval.judge.rating.JudgeDirectedPassages;
import io.plumbline.eval.judge.rating.PairJudge;
import io.plumbline.eval.sibling.ChatCalls;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.redact.Action;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class JudgeConfiguration {

    /// To a judge, an answer is like a tool result to an assistant: any instruction in it is an injection.
    private static final GuardPolicy INJECTIONS = new GuardPolicy(
            Map.of(Stage.TOOL, StageRules.of(Map.of(Category.PROMPT_INJECTION, Rule.of(Action.FLAG)))),
            FailureMode.OPEN,
            GuardPolicy.LONGEST_TIMEOUT_MS);

    @Bean
    GuardEngine evaluationGuards() {
        return GuardEngine.standard(MiniLmEncoder.shared().onDemand());
    }

    @Bean
    JudgeDirectedPassages addressedPassages(GuardEngine guards) {
        return new JudgeDirectedPassages(
                text -> guards.inspect(Stage.TOOL, text, INJECTIONS).decision() != Action.ALLOW);
    }

    @Bean
    ItemJudge itemJudge(ChatCalls calls, JudgeDirectedPassages addressed) {
        return new ItemJudge(calls, addressed);
    }

    @Bean
    PairJudge pairJudge(ChatCalls calls, JudgeDirectedPassages addressed) {
        return new PairJudge(calls, addressed);
    }

    @Bean
    JudgeExecutor judgeExecutor(ItemJudge items, PairJudge pairs) {
        return new JudgeExecutor(items, pairs);
    }
}
