package io.plumbline.gateway.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.audit.canonical.CanonicalJson;
import io.plumbline.clients.gateway.CallAttributes;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class WrittenAttributesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    @Test
    void writesWhatAMapperWouldOfACallThatHasMuch() {
        assertThatSameIsWritten("""
                {"route": "r", "variant": "v", "provider": "p", "upstreamModel": "gpt-4o-mini", "model": "m",
                 "modelVersion": 7, "prompt": "prompt@1", "policy": "standard@2", "findings": {"EMAIL_ADDRESS": 2},
                 "inputTokens": 60, "outputTokens": 25, "costUsd": 0.000024, "latencyMs": 12.345, "upstreamMs": 10,
                 "guardMs": 0.5, "timeToFirstTokenMs": 1.25, "status": 200, "faultDomain": "provider",
                 "errorType": "provider_error", "stream": true, "purpose": "production", "attempts": 2,
                 "rollout": {"id": "00000000-0000-0001-0000-000000000002", "step": 3}, "fallback": true,
                 "found": [{"stage": "input", "category": "pii", "score": 0.9, "action": "redact", "count": 2}],
                 "roles": ["application"],
                 "routing": {"by": "latency", "share": 0.5, "figures": {"a": 1.5}, "savedUsd": 0.1,
                             "attempts": [{"target": "p/m", "outcome": "answered", "ms": 3.5}],
                             "models": [{"model": "m@7", "inputTokens": 1, "outputTokens": 2, "costUsd": 0.1},
                                        {"model": "n", "inputTokens": 3, "outputTokens": 0}]}}""");
    }

    @Test
    void leavesOutWhatThereIsNot() {
        assertThatSameIsWritten("""
                {"route": "r", "variant": "v", "provider": "p", "upstreamModel": "m", "findings": {}, "inputTokens": 0,
                 "outputTokens": 0, "latencyMs": 0, "upstreamMs": 0, "guardMs": 0, "status": 400,
                 "faultDomain": "caller", "stream": false, "purpose": "evaluation", "attempts": 0}""");
    }

    /// The log is compared byte for byte, so this text must never change.
    @Test
    void writesEveryMemberInCanonicalOrder() {
        String canonical = """
                {"attempts":2,"cachedInputTokens":5,"costUsd":0.000024,"environment":"PRODUCTION",\
                "errorType":"provider_error","fallback":true,"faultDomain":"provider","findings":{"EMAIL_ADDRESS":2},\
                "found":[{"action":"redact","category":"pii","count":2,"score":0.9,"stage":"input"}],"guardMs":0.5,\
                "inputTokens":60,"language":"de","latencyMs":12.345,"model":"m","modelVersion":7,"operation":"chat",\
                "outputTokens":25,"policy":"standard@2","prompt":"prompt@1","provider":"p",\
                "purpose":"production","requestFingerprint":"0123456789abcdef","roles":["application"],\
                "rollout":{"id":"00000000-0000-0001-0000-000000000002","step":3},"route":"r",\
                "routing":{"by":"latency","share":0.5},"segmentTags":{"channel":"web","tier":"gold"},"servedConfiguration":"sha256:1","skipped":["encoder"],\
                "status":502,"stream":true,"timeToFirstTokenMs":1.25,"upstreamModel":"gpt-4o-mini","upstreamMs":10,\
                "variant":"v"}""";

        assertThat(CanonicalJson.text(JSON.readValue(canonical, CallAttributes.class)))
                .isEqualTo(canonical);
    }

    private static void assertThatSameIsWritten(String json) {
        CallAttributes attributes = JSON.readValue(json, CallAttributes.class);
        Object mapped = JSON.convertValue(attributes, new TypeReference<Map<String, Object>>() {});

        assertThat(CanonicalJson.text(attributes)).isEqualTo(CanonicalJson.text(mapped));
    }
}
