package io.plumbline.bench.gateway;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.load.Load;
import io.plumbline.bench.load.LoadMeasurements;
import io.plumbline.bench.load.LoadTarget;
import io.plumbline.bench.proxy.Consumption;
import io.plumbline.bench.proxy.Cores;
import io.plumbline.bench.proxy.FixedUpstream;
import io.plumbline.bench.proxy.ProxyProcess;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.layout.Service;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The gateway's cost per call: the same calls directly to a provider that answers at once, through a minimal
/// proxy on the gateway's HTTP stack, and through the gateway under three policies, in turn, so that other load
/// on the machine affects all of them.
///
/// Gateway and proxy share one core, each in its own process; load, provider, database and the other services
/// have the other one. A process's CPU time covers everything that it does for a call, also afterwards: the
/// gateway writes its journal to the database.
public final class GatewayBenchmark implements PerformanceBenchmark {

    private static final int[] CHUNKS = {0, 20, 400};
    private static final int[] CALLERS = {1, 16, 64};
    private static final int WARM_UP_CALLERS = 16;
    private static final int MOST_ENCODED = 32;
    private static final long LONGEST_WARM_UP = Duration.ofMinutes(4).toNanos();
    private static final String DIRECT = "direct";
    private static final String BARE = "bare proxy";
    private static final String MILLIS = "ms";

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public String title() {
        return "calls through the gateway, compared with a minimal proxy and direct calls";
    }

    /// A path to the provider.
    ///
    /// @param taker the process whose CPU time it uses; null for none
    private record Way(String name, @Nullable Consumption taker) {

        /// Whether this many concurrent calls are answered: the encoder of one core queues a limited number of
        /// texts, and texts that it does not read are refused.
        boolean holds(int callers) {
            return callers <= MOST_ENCODED || !name.equals(GatewayScene.WITH_ENCODER);
        }
    }

    /// The kind and number of calls.
    private record Shape(int chunks, int callers) {

        String label(Way way) {
            String kind = chunks == 0 ? "plain" : chunks + " chunks";
            return "%s, %d at a time, %s".formatted(kind, callers, way.name());
        }
    }

    /// The participants.
    private record Stage(GatewayScene scene, FixedUpstream upstream, ProxyProcess proxy, List<Way> ways) {

        LoadTarget target(Way way, int chunks) {
            return switch (way.name()) {
                case DIRECT -> scene.to(upstream.url(), chunks);
                case BARE -> scene.to(proxy.url(), chunks);
                default -> scene.through(way.name(), chunks);
            };
        }
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("gateway: starting a stack");
        stack.startAsDeployed(plan.brief());
        try (FixedUpstream upstream = FixedUpstream.start(Clock.systemUTC());
                ProxyProcess proxy = stack.startProxy(upstream.url(), plan.brief())) {
            ProcessHandle gateway = stack.process(Service.GATEWAY);
            Optional<Cores> cores = Cores.find();
            cores.ifPresent(two -> place(two, stack, gateway, proxy));
            GatewayScene scene = GatewayScene.set(stack.credentials(), upstream.url());
            Stage stage = new Stage(scene, upstream, proxy, ways(gateway, proxy));
            Rounds rounds = new Rounds();
            rounds.add("machine", "cores kept apart", "", cores.isPresent() ? 1 : 0);
            warmUp(stage, plan, progress, rounds);
            for (int round = 1; round <= plan.gatewayRounds(); round++) {
                progress.at("gateway, round %d of %d".formatted(round, plan.gatewayRounds()));
                round(stage, plan, rounds, round);
                remember(stage, rounds);
            }
            return rounds.figures();
        }
    }

    private static void place(Cores cores, BenchStack stack, ProcessHandle gateway, ProxyProcess proxy) {
        cores.keepAway(ProcessHandle.current());
        stack.processes().forEach(cores::keepAway);
        cores.measure(gateway);
        cores.measure(proxy.handle());
    }

    private static List<Way> ways(ProcessHandle gateway, ProxyProcess proxy) {
        List<Way> ways = new ArrayList<>();
        ways.add(new Way(DIRECT, null));
        ways.add(new Way(BARE, new Consumption(proxy.handle())));
        for (String policy : GatewayScene.POLICIES) {
            ways.add(new Way(policy, new Consumption(gateway)));
        }
        return ways;
    }

    /// Calls every path with every kind of call until the gateway has settled. The duration, and the compiler's
    /// remaining share, are figures too; the name of a run that did not settle says so.
    private static void warmUp(Stage stage, MeasurementPlan plan, Progress progress, Rounds rounds) {
        Way gateway = stage.ways().getLast();
        GatewayWarmUp warming = new GatewayWarmUp(Objects.requireNonNull(gateway.taker()));
        long began = System.nanoTime();
        int turns = 0;
        while (turns < plan.gatewayWarmUps() && !warming.isOver() && System.nanoTime() - began < LONGEST_WARM_UP) {
            turns++;
            progress.at("gateway: warming up, %d of at most %d".formatted(turns, plan.gatewayWarmUps()));
            warming.add(turn(stage, plan.gatewaySegment()));
        }
        rounds.add(
                "warm-up",
                warming.isOver() ? "until a call's CPU stood still" : "given up, a call's CPU still fell",
                "s",
                (System.nanoTime() - began) / 1e9);
        warming.compiling().ifPresent(share -> rounds.add("warm-up", "of which the compiler at its end", "%", share));
    }

    /// @return the CPU of a call in nanoseconds, the geometric mean of all paths and kinds: none hides the others
    private static double turn(Stage stage, Duration segment) {
        double logarithms = 0;
        int costs = 0;
        for (int chunks : CHUNKS) {
            for (Way way : stage.ways()) {
                Consumption taker = way.taker();
                boolean encodes = way.name().equals(GatewayScene.WITH_ENCODER); // whose time is all native code's
                if (taker != null) {
                    Duration before = taker.cpu();
                    LoadMeasurements measured = new Load(stage.target(way, chunks), WARM_UP_CALLERS)
                            .runFor(segment.dividedBy(encodes ? 6 : 2));
                    double cost = (double) taker.cpu().minus(before).toNanos() / measured.calls();
                    logarithms += encodes ? 0 : Math.log(Math.max(1, cost));
                    costs += encodes ? 0 : 1;
                }
            }
        }
        return Math.exp(logarithms / costs);
    }

    /// The first path alternates as well.
    private static void round(Stage stage, MeasurementPlan plan, Rounds rounds, int round) {
        List<Way> ways = round % 2 == 0 ? stage.ways().reversed() : stage.ways();
        for (int chunks : CHUNKS) {
            for (int callers : CALLERS) {
                Shape shape = new Shape(chunks, callers);
                List<Costed> all = new ArrayList<>();
                for (Way way : ways) {
                    if (way.holds(callers)) {
                        all.add(measure(stage, way, shape, plan.gatewaySegment()));
                    }
                }
                Costed direct = of(all, DIRECT);
                Costed bare = of(all, BARE);
                all.sort(Comparator.comparingInt(costed -> stage.ways().indexOf(costed.way())));
                all.forEach(costed -> costed.addTo(rounds, shape, direct, bare));
            }
        }
    }

    private static Costed of(List<Costed> all, String name) {
        return all.stream()
                .filter(costed -> costed.way().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Costed measure(Stage stage, Way way, Shape shape, Duration segment) {
        Consumption taker = way.taker();
        Duration before = taker == null ? Duration.ZERO : taker.cpu();
        LoadMeasurements measured = new Load(stage.target(way, shape.chunks()), shape.callers()).runFor(segment);
        if (taker == null) {
            return new Costed(way, measured, 0);
        }
        taker.awaitRest();
        return new Costed(way, measured, taker.cpu().minus(before).toNanos() / 1e3 / measured.calls());
    }

    private static void remember(Stage stage, Rounds rounds) {
        for (Way way : stage.ways()) {
            Consumption taker = way.taker();
            if (taker != null && (way.name().equals(BARE) || way.name().equals(GatewayScene.NO_POLICY))) {
                String whose = way.name().equals(BARE) ? BARE : "gateway";
                taker.residentMegabytes().ifPresent(held -> rounds.add("memory", whose, "MB", held));
            }
        }
    }

    /// @param cpu microseconds of CPU per call
    private record Costed(Way way, LoadMeasurements measured, double cpu) {

        void addTo(Rounds rounds, Shape shape, Costed direct, Costed bare) {
            String group = shape.label(way);
            rounds.add(group, "calls", "requests/s", measured.callsPerSecond());
            if (way.taker() == null) {
                return;
            }
            LoadMeasurements straight = direct.measured();
            rounds.add(group, "calls / direct", "×", measured.callsPerSecond() / straight.callsPerSecond());
            rounds.add(group, "CPU", "µs/request", cpu);
            rounds.add(group, "CPU / bare proxy", "×", cpu / bare.cpu());
            rounds.add(group, "added latency, p50", MILLIS, measured.wholeMillis(0.5) - straight.wholeMillis(0.5));
            rounds.add(group, "added latency, p99", MILLIS, measured.wholeMillis(0.99) - straight.wholeMillis(0.99));
            if (shape.chunks() > 0) {
                double added = measured.firstMillis(0.5) - straight.firstMillis(0.5);
                rounds.add(group, "added to the first token, p50", MILLIS, added);
            }
        }
    }
}
