package io.plumbline.gateway.guard;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.PolicyDocument;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Guards for tests that need no Spring.
public final class TestGuards {

    public static final GuardEngine ENGINE = GuardEngine.standard();
    public static final InputGuard INPUT = new InputGuard(ENGINE, new GuardPool());
    public static final OutputGuard OUTPUT = new OutputGuard(ENGINE);
    public static final EffectivePolicy STANDARD = EffectivePolicy.of("standard", 1, GuardPolicy.standard());

    private TestGuards() {}

    /// The policy of a document.
    public static EffectivePolicy policy(String json) {
        Map<String, Object> document =
                JsonMapper.builder().build().readValue(json, new TypeReference<Map<String, Object>>() {});
        return EffectivePolicy.of("test", 1, PolicyDocument.read(document));
    }
}
