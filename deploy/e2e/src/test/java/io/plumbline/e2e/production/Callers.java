package io.plumbline.e2e.production;

import static org.awaitility.Awaitility.await;

import io.plumbline.e2e.Caller;
import io.plumbline.e2e.RunningStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Keys that all worlds share.
record Callers(Caller engineer, List<Caller> officers, Caller application, Caller admin) {

    static final String FEW_QUESTIONS = "few-questions";
    /// Gates take most of the time in which a world is made.
    private static final int QUESTIONS = 12;
    private static final Path GOLDEN = Path.of("../standalone/src/main/resources/demo/golden-support.jsonl");

    Callers {
        officers = List.copyOf(officers);
    }

    static Callers of(RunningStack stack) throws IOException {
        Callers callers = new Callers(
                Caller.of(stack, World.TEAM, "ml-engineer"),
                List.of(
                        Caller.person(stack, World.TEAM, "compliance-officer"),
                        Caller.person(stack, World.TEAM, "compliance-officer")),
                Caller.of(stack, World.TEAM, "application"),
                Caller.admin(stack));
        callers.awaitKnown();
        try (Stream<String> golden = Files.lines(GOLDEN)) {
            callers.engineer.upload(
                    FEW_QUESTIONS, World.TEAM, golden.limit(QUESTIONS).toList());
        }
        callers.engineer
                .get("registry", "/api/v1/datasets/" + FEW_QUESTIONS + "/versions/1")
                .expect(200);
        return callers;
    }

    /// The same people at another gateway.
    Callers through(String gateway) {
        Callers callers = new Callers(
                engineer.through(gateway),
                officers.stream().map(officer -> officer.through(gateway)).toList(),
                application.through(gateway),
                admin.through(gateway));
        callers.awaitKnown();
        return callers;
    }

    private void awaitKnown() {
        await("every service knows the keys")
                .atMost(Duration.ofSeconds(30))
                .until(() -> List.of("registry", "gateway", "eval", "governance").stream()
                        .allMatch(service ->
                                engineer.get(service, "/api/v1/nothing").status() != 401));
    }
}
