package io.plumbline.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.configuration.ChangeKind;
import io.plumbline.configuration.conduct.ConductReport.Violation;
import io.plumbline.e2e.Caller.Answer;
import io.plumbline.e2e.RunningStack;
import io.plumbline.e2e.SecondGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A gateway from which one rule after the other is removed lets through what the rule forbids, and the verification
/// of the log names the calls. Comes late, because those calls stay in the log.
@Tag("full")
@Order(Integer.MAX_VALUE - 1)
class RemovedRulesE2ET {

    /// For each rule of the gateway, a write that nothing else forbids. The rule for prompts is not here: a prompt that
    /// was not evaluated is refused by the check of a route's references too.
    private static final Map<ChangeKind, Consumer<World>> WRITES = Map.of(
            ChangeKind.TARGET, by(Move.ROUTE_TO_TRIVIAL),
            ChangeKind.FALLBACK_ADDED, by(Move.ROUTE_WITH_FALLBACK),
            ChangeKind.PROVIDER_ADDRESS, by(Move.PROVIDER_MOVED),
            ChangeKind.HARDENING, by(Move.ROUTE_HARDENED),
            ChangeKind.RETRIEVAL, by(Move.ROUTE_RETRIEVAL),
            ChangeKind.OUTPUT, by(Move.ROUTE_OUTPUT),
            ChangeKind.SHADOW_OTHER_VENDOR, by(Move.ROUTE_MIRRORED),
            ChangeKind.LEAVES_PRODUCTION, by(Move.ROUTE_TO_DEVELOPMENT),
            ChangeKind.POLICY_LOOSER, RemovedRulesE2ET::loosenPolicy);

    @TempDir
    private Path folder;

    @Test
    void findsTheCallsThatEachRuleWouldHaveStopped() throws IOException {
        RunningStack stack = RunningStack.get();
        RemovableRules rules = new RemovableRules(folder);
        LogConduct log = new LogConduct(stack);
        try (Vendor own = new Vendor(stack);
                Vendor other = new Vendor(stack);
                SecondGateway gateway = new SecondGateway(stack, folder, Map.of(), rules.classes())) {
            Callers callers = Callers.of(stack).through(gateway.url());
            for (Map.Entry<ChangeKind, Consumer<World>> each : WRITES.entrySet()) {
                String name = "removed-"
                        + each.getKey().name().toLowerCase(Locale.ROOT).replace('_', '-');
                World world = new World(callers, new World.Vendors(own, other), name, "LIMITED").begin();
                String approved = await("the first answer")
                        .atMost(Duration.ofSeconds(20))
                        .until(world::served, served -> served != null);
                assertThat(violations(log, name)).isEmpty();
                try (var _ = rules.remove(each.getKey())) {
                    each.getValue().accept(world);
                    await("what " + each.getKey() + " forbids is served")
                            .atMost(Duration.ofSeconds(20))
                            .until(world::served, served -> served != null && !served.equals(approved));
                }
                // Clocks may differ by seconds, so a call right after a change is not held against it.
                await("the log names a call")
                        .atMost(Duration.ofSeconds(20))
                        .until(() ->
                                world.served() != null && !violations(log, name).isEmpty());
                assertThat(violations(log, name))
                        .as("%s", each.getKey())
                        .allMatch(violation -> !approved.equals(violation.servedConfiguration()));
            }
        }
    }

    private static List<Violation> violations(LogConduct log, String route) {
        return log.report().violations().stream()
                .filter(violation -> violation.route().equals(route))
                .toList();
    }

    private static Consumer<World> by(Move move) {
        return world -> {
            Answer answer = move.make(world);
            assertThat(answer.isTaken()).as("%s: %s", move, answer.body()).isTrue();
        };
    }

    private static void loosenPolicy(World world) {
        Answer answer =
                world.admin.put("gateway", "/api/v1/routes/" + world.name + "/policy", Map.of("policy", "observe"));
        assertThat(answer.isTaken()).as("%s", answer.body()).isTrue();
    }
}
