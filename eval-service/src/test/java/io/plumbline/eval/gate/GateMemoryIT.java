package io.plumbline.eval.gate;

import static io.plumbline.eval.EvalUnderTest.TEAM;
import static io.plumbline.eval.EvalUnderTest.document;
import static io.plumbline.eval.EvalUnderTest.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import io.plumbline.eval.EvalProcess;
import io.plumbline.eval.EvalUnderTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A large gate in a process with little memory. Its texts would not fit: 6,000 items of 10 kB twice, and
/// 10 kB of each answer, are 180 MB, and no two of the three fit in what this heap has beside the service itself.
@Tag("full")
class GateMemoryIT extends GateTests {

    /// `-Dgate.items=100000` for more.
    private static final int ITEMS = Integer.getInteger("gate.items", 6_000);

    private static final int LENGTH = Integer.getInteger("gate.length", 10_000);
    private static final String HEAP = System.getProperty("gate.heap", "168m");
    private static final Pattern USED = Pattern.compile("([0-9]+)M->([0-9]+)M\\([0-9]+M\\)");

    @TempDir
    private Path folder;

    /// Its service does nothing by itself any more.
    @AfterAll
    static void leave() {
        EvalUnderTest.retire();
    }

    @Test
    void needsMemoryForFiguresButNotForTexts() throws IOException {
        String padding = "x ".repeat(LENGTH / 2);
        eval.registry.dataset(TEAM, "large", questions(padding));
        eval.suite(
                "large",
                document(
                        "large@1",
                        "[{\"name\": \"startsWith\", \"options\": {\"texts\": [\"yes\"]}, \"floor\": 0.8},"
                                + " {\"name\": \"exactMatch\"}]"));
        eval.registry.model(TEAM, "wordy", 1, 0);
        eval.gateway.model("registry:wordy@1", _ -> io.plumbline.eval.FakeGateway.Said.text("yes " + padding));
        // All of it is to be done by the other process.
        eval.service.bean(Scheduler.class).stop();
        Path log = folder.resolve("log");
        Path gc = folder.resolve("gc");
        try (EvalProcess process =
                EvalProcess.start(eval, List.of("-Xmx" + HEAP, "-XX:+UseSerialGC", "-Xlog:gc:file=" + gc), log)) {
            await("the process is up")
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> Files.readString(log).contains("Started "));
            String id = open(request("large", "wordy", 1));
            await("the gate has ended")
                    .atMost(Duration.ofMinutes(15))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> !process.isAlive()
                            || get("/api/v1/gates/" + id)
                                    .path("status")
                                    .asString()
                                    .equals("DONE"));
            assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError");
            JsonNode gate = get("/api/v1/gates/" + id);
            assertThat(gate.path("verdict").asString()).isEqualTo("PASS");
            assertThat(gate.path("run").path("answered").asInt()).isEqualTo(ITEMS);
            JsonNode shown = get("/api/v1/gates/" + id + "/items?limit=2").path("items");
            assertThat(shown.path(1).path("candidate").asString()).startsWith("yes x x");
            assertThat(shown.path(1).path("input").asString()).startsWith("Question ");
            int live = Pattern.compile("Pause Full.*?" + USED)
                    .matcher(Files.readString(gc))
                    .results()
                    .mapToInt(GateMemoryIT::after)
                    .max()
                    .orElse(0);
            int peak = USED.matcher(Files.readString(gc))
                    .results()
                    .mapToInt(result -> Integer.parseInt(result.group(1)))
                    .max()
                    .orElse(0);
            System.getLogger("memory")
                    .log(System.Logger.Level.INFO, "{0} items: peak {1} MB, live at most {2} MB", ITEMS, peak, live);
        }
    }

    private static int after(MatchResult result) {
        return Integer.parseInt(result.group(2));
    }

    private static List<Map<String, Object>> questions(String padding) {
        List<Map<String, Object>> questions = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            questions.add(Map.of(
                    "id",
                    "q-" + i,
                    "input",
                    "Question " + i,
                    "context",
                    padding,
                    "references",
                    List.of(EvalUnderTest.answer("Question " + i))));
        }
        return questions;
    }
}
