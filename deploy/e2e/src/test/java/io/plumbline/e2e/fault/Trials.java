package io.plumbline.e2e.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.e2e.fault.Seen.How;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lets parts of a stack fail, one after the other, and notes how long each took to heal and what callers saw of it.
final class Trials {

    private static final Duration HEALS_WITHIN = Duration.ofMinutes(3);
    private static final Duration CALM = Duration.ofSeconds(3);
    private static final Duration PROVIDER_IS_BROKEN = Duration.ofSeconds(8);

    private final FaultyStack stack;
    private final Scene scene;
    private final Traffic traffic;
    private final List<Stage> stages = new ArrayList<>();

    Trials(FaultyStack stack, Scene scene, Traffic traffic) {
        this.stack = stack;
        this.scene = scene;
        this.traffic = traffic;
    }

    /// Kills the process of that name.
    Stage killed(String name) {
        return killed(name.equals(FaultyStack.SUPERVISOR) ? "supervisor" : name, List.of(name));
    }

    /// Kills the processes of these names at once.
    Stage killed(String what, List<String> names) {
        Map<String, ProcessHandle> killed = names.stream().collect(Collectors.toMap(name -> name, stack::process));
        return during(
                "kill -9 " + what,
                () -> killed.values().forEach(ProcessHandle::destroyForcibly),
                Duration.ZERO,
                () -> {},
                () -> killed.entrySet().stream().allMatch(each -> stack.isReplaced(each.getKey(), each.getValue())));
    }

    Stage brokenProvider(String fault, Map<String, ?> dials) {
        Stage stage =
                during(fault, () -> scene.breakProvider(dials), PROVIDER_IS_BROKEN, scene::healProvider, () -> true);
        assertThat(stage.count(How.NO_ANSWER)).isZero();
        return stage;
    }

    /// Plays a fault: from its begin to some calm after everything has healed.
    ///
    /// @param replaced whether what was killed runs again
    Stage during(String fault, Runnable begin, Duration lasts, Runnable end, BooleanSupplier replaced) {
        long began = System.nanoTime();
        begin.run();
        pass(lasts);
        end.run();
        long ended = System.nanoTime();
        await(fault + " heals")
                .atMost(HEALS_WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> replaced.getAsBoolean() && stack.isReady());
        long ready = System.nanoTime();
        await("calls are answered again after: " + fault)
                .atMost(HEALS_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> traffic.flowsSince(ready));
        Duration healed = Duration.ofNanos(System.nanoTime() - ended);
        pass(CALM);
        Stage stage = new Stage(fault, healed, traffic.between(began, System.nanoTime()));
        stages.add(stage);
        return stage;
    }

    private static void pass(Duration time) {
        if (!time.isZero()) {
            await().pollDelay(time).atMost(time.plusSeconds(5)).until(() -> true);
        }
    }

    /// The table of all that was tried.
    @Override
    public String toString() {
        return Stream.concat(Stream.of(Stage.HEADER), stages.stream().map(Stage::toString))
                .collect(Collectors.joining("\n"));
    }
}
