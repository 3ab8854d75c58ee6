package io.plumbline.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The stack of all tests is backed up, removed with all of its data and restored, by the commands of the guide. It
/// comes last, so that no other test finds the stack away.
@Order(Integer.MAX_VALUE)
class RestoreE2ET {

    private static final String PAGE = "docs/guides/backup-and-restore.md";

    private static RunningStack stack;

    @BeforeAll
    static void start() {
        stack = RunningStack.get();
    }

    @Test
    void comesBackFromItsBackup() {
        JsonNode gates = stack.get("eval", "/api/v1/gates?team=retail-banking");

        RunningStack.Ended ended = Snippets.of(PAGE)
                .section("One machine")
                .with(" .plumbline", " '" + RunningStack.home() + "'")
                .onStack()
                .run();

        assertThat(ended.output())
                .containsSubsequence(
                        "Stopped", "Removed data, secrets and logs", "Plumbline is ready", "The log is intact");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(stack.get("eval", "/api/v1/gates?team=retail-banking")).isEqualTo(gates);
        assertThat(callThroughTheDemosRoute()).contains("HTTP/1.1 200", "I will write to ada@example.com");
    }

    /// Takes the administrator's key, the route, the version that it leads to, the provider and its credential.
    private static String callThroughTheDemosRoute() {
        return Snippets.of("README.md")
                .section("First call")
                .with("http://localhost:8080", stack.url("gateway"))
                .onStack()
                .run()
                .output();
    }
}
