package io.plumbline.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.console.audit.AuditClient.Actor;
import io.plumbline.console.audit.AuditClient.Event;
import io.plumbline.console.audit.AuditClient.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventSentencesTest {

    private static final Path CATALOGUE = Path.of("..", "docs", "reference", "audit-actions.md");
    private static final Map<String, String> NAMES = Map.of("u1", "mira", "k1", "key pipeline");

    @Test
    void hasASentenceAndAGroupForEveryAction() throws IOException {
        List<String> actions = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE)
                .matcher(Files.readString(CATALOGUE))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(actions).hasSizeGreaterThan(80);
        assertThat(EventSentences.actions()).containsExactlyElementsOf(actions);
        assertThat(actions)
                .allSatisfy(action -> assertThat(ActionGroup.of(action)).isPresent());
    }

    @Test
    void isASentenceEvenWithoutAttributes() {
        assertThat(EventSentences.actions())
                .allSatisfy(action -> assertThat(EventSentences.of(event(action, "SUCCESS", Map.of()), NAMES))
                        .endsWith(".")
                        .doesNotContain("{", "}", "[", "]"));
    }

    @Test
    void namesActorsAndResources() {
        assertThat(EventSentences.of(event("registry.model.registered", "SUCCESS", Map.of("riskTier", "HIGH")), NAMES))
                .isEqualTo("mira registered the model support@3 in the risk tier high.");
        assertThat(EventSentences.of(
                        event(
                                "governance.approval.decided",
                                "DENIED",
                                Map.of(
                                        "action", "registry.model.promote",
                                        "resource", "model-version:support@3",
                                        "decision", "REJECT")),
                        NAMES))
                .isEqualTo("mira rejected the request to promote the model version support@3.");
        assertThat(EventSentences.of(
                        event(
                                "eval.gate.finished",
                                "SUCCESS",
                                Map.of("candidate", Map.of("model", "support", "version", 3), "verdict", "PASS")),
                        NAMES))
                .isEqualTo("The gate of support@3 finished: PASS.");
        assertThat(EventSentences.of(
                        event(
                                "gateway.configuration.authorized",
                                "SUCCESS",
                                Map.of(
                                        "changes",
                                        List.of(Map.of("place", "/target", "before", "a@1", "after", "a@2")))),
                        NAMES))
                .endsWith(": target from a@1 to a@2.");
    }

    @Test
    void usesTheWordsOfAnUnknownActionAndOfDenials() {
        assertThat(EventSentences.of(event("gateway.newThing.wasMade", "SUCCESS", Map.of()), NAMES))
                .isEqualTo("mira: new thing was made support@3.");
        assertThat(EventSentences.of(event("registry.model.changed", "DENIED", Map.of()), NAMES))
                .endsWith("(denied).");
        assertThat(EventSentences.of(
                        new Event(UUID.randomUUID(), null, null, "t", null, null, null, null, null, null, null, null),
                        NAMES))
                .isEqualTo("This entry of the log is not an event.");
    }

    private static Event event(String action, String outcome, Map<String, Object> attributes) {
        return new Event(
                UUID.randomUUID(),
                Instant.EPOCH,
                "registry",
                "team",
                new Actor("user", "u1"),
                action,
                new Resource("model", "support", "3"),
                outcome,
                "t",
                attributes,
                List.of(),
                null);
    }
}
