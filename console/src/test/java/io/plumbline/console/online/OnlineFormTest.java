package io.plumbline.console.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OnlineFormTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void keepsAllMembersOfAStoredEvaluation() {
        JsonNode stored = JSON.readTree("""
                {"name": "live", "team": "retail", "route": "support", "share": 0.125, "perHour": 40,
                 "metrics": ["toxicity", {"name": "refusal", "negate": true, "as": "answered"},
                             {"name": "length", "options": {"max": 200}}],
                 "judges": ["helpfulness", "tone"], "costPerDayUsd": 2.5, "consent": "NOT_REQUIRED",
                 "status": {"since": "2026-12-01T00:00:00Z", "calls": 0, "sampled": 0, "scored": 0, "pending": 0,
                            "skipped": {}, "costTodayUsd": 0}}
                """);
        OnlineForm form = OnlineForm.of(JSON.treeToValue(stored, OnlineClient.Evaluation.class), "\"1\"");
        assertThat(form.metrics()).isEqualTo("""
                        toxicity
                        refusal negate as=answered
                        {"name":"length","options":{"max":200}}""");
        assertThat(form.unreadable()).isNull();
        JsonNode body = JSON.valueToTree(form.body(form.team()));
        body.properties()
                .forEach(member -> assertThat(member.getValue().asString(""))
                        .as(member.getKey())
                        .isEqualTo(stored.path(member.getKey()).asString("")));
        assertThat(body.path("metrics")).isEqualTo(stored.path("metrics"));
        assertThat(body.path("judges")).isEqualTo(stored.path("judges"));
        assertThat(body.path("share").asDouble()).isEqualTo(0.125);
    }

    @Test
    void namesTheFieldThatCannotBeRead() {
        assertThat(faulty("101", "refusal")).containsExactly("share");
        assertThat(faulty("5", "refusal maximum=2")).containsExactly("metrics");
        assertThat(faulty("5", "{\"name\": ")).containsExactly("metrics");
    }

    private static Iterable<String> faulty(String share, String metrics) {
        OnlineForm form = new OnlineForm("live", null, "support", share, "10", metrics, "", "", "REQUIRED", "");
        return Objects.requireNonNull(form.unreadable()).fields().keySet();
    }
}
