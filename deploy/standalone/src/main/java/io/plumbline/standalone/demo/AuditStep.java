package io.plumbline.standalone.demo;

import io.plumbline.standalone.audit.AuditVerifyCommand;
import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.ApiKeyIds;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.layout.Home;
import io.plumbline.standalone.layout.Service;
import io.plumbline.standalone.postgres.DatabaseChoice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Shows that the audit log contains all of that, and proves its own integrity.
final class AuditStep implements Step<Map<String, Integer>> {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final String CALLS = "gateway.call.";

    private final Api governance;
    private final Cast cast;
    private final Home home;
    private final Instant since;
    private final int calls;

    /// @param home of the stack whose log is read
    /// @param since the beginning of the story
    /// @param calls the minimum number of calls in the log since then
    AuditStep(DemoStack stage, Cast cast, Home home, Instant since, int calls) {
        this.governance = stage.as(cast.officer(), Service.GOVERNANCE);
        this.cast = cast;
        this.home = home;
        this.since = since;
        this.calls = calls;
    }

    @Override
    public String title() {
        return "Every step is in the audit log";
    }

    @Override
    public Map<String, Integer> play(Narrator narrator) {
        Map<String, Integer> actions = narrator.during("waiting until the gateway's journal is stored", progress -> {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (callsOfTheApplication() < calls && System.nanoTime() < deadline) {
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
            return countActions("");
        });
        int held = callsOfTheApplication();
        if (held != calls) {
            throw new StoryBroke("The log has %d events of the application's %d calls.".formatted(held, calls));
        }
        narrator.good("Events of team %s in this demo:".formatted(cast.team()));
        actions.forEach((action, count) -> narrator.verbatim("    %5d  %s".formatted(count, action)));

        Answer checkpoint = governance.get("/checkpoint").expect(200);
        narrator.good("The newest signed checkpoint:");
        checkpoint.text().lines().forEach(line -> narrator.verbatim("    " + line));
        verify(narrator);
        return actions;
    }

    private void verify(Narrator narrator) {
        Answer verification = narrator.during("the log is verified, leaf by leaf", progress -> {
            String id = governance
                    .post("/api/v1/audit/verifications", Map.of())
                    .expect(202)
                    .string("id");
            Answer now = verification(id);
            while (now.string("state").equals("RUNNING")) {
                now = verification(id);
            }
            return now;
        });
        JsonNode report = verification.body().path("report");
        if (!verification.string("state").equals("VERIFIED")) {
            throw new StoryBroke("The verification of the log failed: " + verification.text());
        }
        narrator.good("The log is verified: %d events match the root %s and %d signed checkpoints."
                .formatted(
                        report.path("size").asInt(),
                        report.path("root").asString(""),
                        report.path("signed").asInt()));
        narrator.detail("./plumbline audit-verify does the same without any service.");
        if (new DatabaseChoice(home).own().isPresent()) {
            return;
        }
        narrator.verbatim("  $ ./plumbline audit-verify --conduct");
        AuditVerifyCommand command = new AuditVerifyCommand(home, narrator);
        if (!command.tellConduct(command.conduct())) {
            throw new StoryBroke("The log does not account for every production call.");
        }
    }

    private Answer verification(String id) {
        return governance
                .get("/api/v1/audit/verifications/%s?wait=2".formatted(id))
                .expect(200);
    }

    /// The gate also calls the model through the gateway; its calls are distinguished by their caller.
    private int callsOfTheApplication() {
        return countActions("&actor=" + ApiKeyIds.idOf(cast.application())).entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(CALLS))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private Map<String, Integer> countActions(String filter) {
        Map<String, Integer> actions = new TreeMap<>();
        String cursor = "";
        do {
            Answer page = governance
                    .get("/api/v1/audit/events?limit=500&team=%s&from=%s%s%s"
                            .formatted(
                                    cast.team(),
                                    encoded(since.toString()),
                                    filter,
                                    cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)))
                    .expect(200);
            for (JsonNode event : page.body().path("items")) {
                actions.merge(event.path("action").asString("?"), 1, Integer::sum);
            }
            cursor = page.string("nextCursor");
        } while (!cursor.isEmpty());
        return actions;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
