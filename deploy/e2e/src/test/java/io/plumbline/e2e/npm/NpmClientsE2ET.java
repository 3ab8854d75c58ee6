package io.plumbline.e2e.npm;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.plumbline.e2e.RunningStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// `openai`, `@anthropic-ai/sdk`, `ai` and `@langchain/openai`, pointed at the gateway, and four instrumentations of
/// `openai`, pointed at monitoring: the cases of `src/test/npm`, each a test. It takes Node 20 or later with npm, and
/// npm's registry.
@Tag("full")
class NpmClientsE2ET {

    private static List<NodeRun.Case> cases = List.of();

    @BeforeAll
    static void run() {
        RunningStack stack = RunningStack.get();
        cases = NodeRun.prepare()
                .run(Map.of(
                        "PLUMBLINE_GATEWAY_URL", stack.url("gateway"),
                        "PLUMBLINE_GOVERNANCE_URL", stack.url("governance"),
                        "PLUMBLINE_MONITORING_URL", stack.url("monitoring"),
                        "PLUMBLINE_SIMULATOR_URL", stack.url("simulator"),
                        "PLUMBLINE_ADMIN_USER", stack.credential("adminUser"),
                        "PLUMBLINE_ADMIN_PASSWORD", stack.credential("adminPassword"),
                        "PLUMBLINE_API_KEY", stack.credential("adminApiKey")));
    }

    @Test
    void triesEveryClient() {
        assertThat(cases.stream().collect(groupingBy(NodeRun.Case::client, counting())))
                .hasEntrySatisfying("openai", count -> assertThat(count).isGreaterThanOrEqualTo(27))
                .hasEntrySatisfying("anthropic", count -> assertThat(count).isGreaterThanOrEqualTo(25))
                .hasEntrySatisfying("vercel", count -> assertThat(count).isGreaterThanOrEqualTo(14))
                .hasEntrySatisfying("langchain", count -> assertThat(count).isGreaterThanOrEqualTo(13))
                .hasEntrySatisfying("telemetry", count -> assertThat(count).isEqualTo(4));
    }

    @TestFactory
    Stream<DynamicTest> isAsTheClientExpects() {
        return cases.stream()
                .map(each -> dynamicTest(
                        each.client() + ": " + each.name(),
                        () -> assertThat(each.isOk()).as(each.error()).isTrue()));
    }
}
