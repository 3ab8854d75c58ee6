package io.plumbline.gateway.guard;

import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.OutputGuard;
import io.plumbline.gateway.guard.answer.OutputGuards;
import io.plumbline.gateway.guard.answer.ToolGuard;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.personaldata.detect.Surroundings;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Guards for tests that need no Spring.
public final class TestGuards {

    public static final GuardEngine ENGINE = GuardEngine.standard();
    public static final InputGuard INPUT = new InputGuard(ENGINE, new GuardPool());
    public static final OutputGuard OUTPUT = OutputGuards.with(ENGINE);
    public static final EffectivePolicy STANDARD = EffectivePolicy.of("standard", 1, GuardPolicy.standard());

    /// Guards answers against credentials alone, which shows in a few characters: so streams flow piece by piece.
    public static final EffectivePolicy FLOWING = policy("""
            {"stages": {"input": {"pii": {"action": "redact"}},
             "output": {"secret": {"action": "redact", "operator": "replace"}}}}""");

    private TestGuards() {}

    /// A guard of an answer in a conversation without tools before.
    public static AnswerGuard answer(
            EffectivePolicy policy, PlaceholderVault vault, GuardReport report, Surroundings surroundings) {
        return OUTPUT.answer(
                policy, "retail", vault, report, surroundings, new ToolGuard(policy.tools(), false, List.of(), report));
    }

    /// One by other detectors.
    public static InputGuard input(GuardEngine engine) {
        return new InputGuard(engine, new GuardPool());
    }

    /// The policy of a document.
    public static EffectivePolicy policy(String json) {
        Map<String, Object> document =
                JsonMapper.builder().build().readValue(json, new TypeReference<Map<String, Object>>() {});
        return EffectivePolicy.of("test", 1, PolicyDocument.read(document));
    }
}
