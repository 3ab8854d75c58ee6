package io.plumbline.standalone.bench;

import io.plumbline.standalone.bench.figure.Figure;
import io.plumbline.standalone.bench.figure.Rounds;
import io.plumbline.standalone.bench.load.Load;
import io.plumbline.standalone.bench.load.Measured;
import io.plumbline.standalone.bench.load.Target;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.layout.Service;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// What the gateway adds to a call: the same calls straight to the simulator and through the gateway, by turns,
/// so that whatever else the machine does meets both. The gateway has a process of its own, whose CPU time is
/// that of the gateway alone; requests/s share the cores with the caller, the simulator and the database.
final class GatewayBenchmark implements Benchmark {

    private static final List<Shape> SHAPES =
            List.of(new Shape(false, 1), new Shape(false, 16), new Shape(true, 1), new Shape(true, 16));
    /// The gateway writes its journal to the database twice in that time; this is part of what a call costs.
    private static final Duration SETTLING = Duration.ofMillis(500);
    private static final int WARM_UP_CALLERS = 8;
    private static final String MILLIS = "ms";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String title() {
        return "calls through the gateway, guarded by the policy standard, beside the same calls direct";
    }

    @Override
    public List<Figure> run(BenchStack stack, Plan plan, Progress progress) {
        progress.at("gateway: starting a stack");
        stack.startAsDeployed();
        GatewayScene scene = GatewayScene.set(stack.credentials());
        ProcessHandle gateway = stack.process(Service.GATEWAY);
        Rounds rounds = new Rounds();
        warmUp(scene, gateway, plan, progress, rounds);
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Shape shape : SHAPES) {
                progress.at("gateway, round %d of %d: %s".formatted(round, plan.rounds(), shape.label()));
                Pair pair = measure(scene, shape, gateway, plan.segment(), round % 2 == 0);
                pair.addTo(rounds, shape);
            }
        }
        return rounds.figures();
    }

    /// Calls until the gateway's JVM has compiled what it will, which shows in the CPU that a call takes. How long that
    /// took is a figure too; one that did not come to rest says so by its name.
    private static void warmUp(GatewayScene scene, ProcessHandle gateway, Plan plan, Progress progress, Rounds rounds) {
        Warming warming = new Warming();
        long began = System.nanoTime();
        int turns = 0;
        while (turns < plan.warmUps() && !warming.isOver()) {
            turns++;
            progress.at("gateway: warming up, %d of at most %d".formatted(turns, plan.warmUps()));
            warming.add(turn(scene, gateway, plan.warmUp()));
        }
        rounds.add(
                "warm-up",
                warming.isOver() ? "until a call's CPU stood still" : "given up, a call's CPU still fell",
                "s",
                (System.nanoTime() - began) / 1e9);
    }

    /// @return the gateway's CPU for a call, in nanoseconds
    private static double turn(GatewayScene scene, ProcessHandle gateway, Duration duration) {
        Duration cpu = Duration.ZERO;
        int calls = 0;
        for (boolean streamed : new boolean[] {false, true}) {
            new Load(scene.direct(streamed), WARM_UP_CALLERS).runFor(duration.dividedBy(4));
            Costed through = withCpuOf(gateway, new Load(scene.through(streamed), WARM_UP_CALLERS), duration);
            cpu = cpu.plus(through.cpu());
            calls += through.measured().calls();
        }
        return (double) cpu.toNanos() / calls;
    }

    /// Who goes first takes turns as well.
    private static Pair measure(
            GatewayScene scene, Shape shape, ProcessHandle gateway, Duration segment, boolean throughFirst) {
        Load direct = shape.of(scene.direct(shape.streamed()));
        Load through = shape.of(scene.through(shape.streamed()));
        if (throughFirst) {
            Costed first = withCpuOf(gateway, through, segment);
            return new Pair(direct.runFor(segment), first);
        }
        return new Pair(direct.runFor(segment), withCpuOf(gateway, through, segment));
    }

    private static Costed withCpuOf(ProcessHandle process, Load load, Duration segment) {
        Duration before = cpu(process);
        Measured measured = load.runFor(segment);
        LockSupport.parkNanos(SETTLING.toNanos());
        return new Costed(measured, cpu(process).minus(before));
    }

    /// To a hundredth of a second, on Linux.
    private static Duration cpu(ProcessHandle process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("The system does not tell a process's CPU time"));
    }

    private record Shape(boolean streamed, int callers) {

        String label() {
            return "%s, %d at a time".formatted(streamed ? "streamed" : "plain", callers);
        }

        Load of(Target target) {
            return new Load(target, callers);
        }
    }

    private record Costed(Measured measured, Duration cpu) {}

    /// Both ways, of the same moment.
    private record Pair(Measured direct, Costed costed) {

        void addTo(Rounds rounds, Shape shape) {
            String group = shape.label();
            Measured through = costed.measured();
            rounds.add(group, "direct", "requests/s", direct.callsPerSecond());
            rounds.add(group, "through", "requests/s", through.callsPerSecond());
            rounds.add(group, "through / direct", "×", through.callsPerSecond() / direct.callsPerSecond());
            rounds.add(group, "gateway's CPU", "µs/request", costed.cpu().toNanos() / 1e3 / through.calls());
            rounds.add(group, "added latency, p50", MILLIS, through.wholeMillis(0.5) - direct.wholeMillis(0.5));
            rounds.add(group, "added latency, p95", MILLIS, through.wholeMillis(0.95) - direct.wholeMillis(0.95));
            rounds.add(group, "added latency, p99", MILLIS, through.wholeMillis(0.99) - direct.wholeMillis(0.99));
            if (shape.streamed()) {
                rounds.add(
                        group,
                        "added to the first chunk, p50",
                        MILLIS,
                        through.firstMillis(0.5) - direct.firstMillis(0.5));
            }
        }
    }
}
