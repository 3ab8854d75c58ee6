package io.plumbline.console.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class RouteFormTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static ObjectNode document() {
        return JSON.readValue("""
            {"team": "team-a", "environment": "PRODUCTION", "variants": [
               {"name": "stable", "target": {"model": "assistant", "alias": "production"}, "weight": 90},
               {"name": "next", "target": {"model": "assistant", "version": 3}, "prompt": "answer@2", "weight": 10}],
             "fallbacks": [{"provider": "openai", "model": "gpt/mini"}], "retries": 1, "sticky": "user",
             "shadow": {"share": 0.1, "target": {"model": "assistant", "version": 4}},
             "limits": {"requestsPerMinute": 100, "inputTokensPerMinute": 9}}
            """, ObjectNode.class);
    }

    @Test
    void changesNothingThatIsNotEdited() {
        ObjectNode document = document();
        RouteForm.of("support", document).applyTo(document);
        RouteTermsForm.of(document).applyTo(document);
        assertThat(document).isEqualTo(document());
    }

    @Test
    void writesTargetsWeightsAndLimits() {
        ObjectNode document = document();
        new RouteForm(
                        "support",
                        "team-a",
                        "PRODUCTION",
                        List.of("stable", ""),
                        List.of("assistant@7", ""),
                        List.of("", ""),
                        List.of("1", ""),
                        "openai/gpt/mini\nassistant@2",
                        "0",
                        "",
                        "session",
                        "latency")
                .applyTo(document);
        new RouteTermsForm("60", "team", "", "500", "", "", "").applyTo(document);
        assertThat(document).isEqualTo(JSON.readValue("""
            {"team": "team-a", "environment": "PRODUCTION",
             "variants": [{"name": "stable", "target": {"model": "assistant", "version": 7}, "weight": 1}],
             "fallbacks": [{"provider": "openai", "model": "gpt/mini"}, {"model": "assistant", "version": 2}],
             "retries": 0, "sticky": "session", "choice": "latency",
             "shadow": {"share": 0.1, "target": {"model": "assistant", "version": 4}},
             "limits": {"inputTokensPerMinute": 9, "tokensPerMinute": 500},
             "cache": {"ttlSeconds": 60, "scope": "team"}}
            """, ObjectNode.class));
    }

    @Test
    void saysWhichTargetItCannotRead() {
        RouteForm form = new RouteForm(
                "support",
                "team-a",
                "DEVELOPMENT",
                List.of("stable", "next"),
                List.of("assistant", "assistant@2"),
                List.of("", ""),
                List.of("1", "1"),
                "",
                "",
                "",
                "user",
                "weighted");
        assertThatThrownBy(() -> form.applyTo(document()))
                .isInstanceOf(RouteForm.Unreadable.class)
                .hasMessageContaining("“assistant”");
    }
}
