package io.plumbline.bench.gateway;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.guard.Prose;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.load.Load;
import io.plumbline.bench.load.LoadMeasurements;
import io.plumbline.bench.load.LoadTarget;
import io.plumbline.bench.mix.GuardedMix;
import io.plumbline.bench.mix.GuardedMix.Kind;
import io.plumbline.bench.proxy.Consumption;
import io.plumbline.bench.proxy.Cores;
import io.plumbline.bench.proxy.FixedUpstream;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// The cost of guarding a day's calls, [GuardedMix]: the same calls through the gateway without guards, under
/// `deterministic` and under `standard`, in turn; and the results for long texts under the unchanged policy
/// `standard`, with its own time limit. The gateway has its own core if there are two.
public final class GuardedMixBenchmark implements PerformanceBenchmark {

    private static final String ALL = "all kinds";
    private static final String MILLIS = "ms";
    /// More than are sent during one load.
    private static final int CALLS = 3_000;

    private static final int CALLS_OF_KIND = 600;
    private static final int CALLERS = 16;
    private static final int LONG_TEXTS = 5;
    private static final List<Integer> LENGTHS = List.of(20_000, 100_000, 1_000_000);
    private static final long SEED = 20_261_201L;

    @Override
    public String name() {
        return "guarded-mix";
    }

    @Override
    public String title() {
        return "the cost of guarding a mix of chat, retrieval, tools, code and languages";
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("guarded-mix: starting a stack");
        stack.startAsDeployed(plan.brief());
        try (FixedUpstream upstream = FixedUpstream.start(Clock.systemUTC())) {
            ProcessHandle gateway = stack.process(Service.GATEWAY);
            Cores.find().ifPresent(cores -> {
                cores.keepAway(ProcessHandle.current());
                stack.processes().forEach(cores::keepAway);
                cores.measure(gateway);
            });
            GatewayScene scene = GatewayScene.set(stack.credentials(), upstream.url());
            Rounds rounds = new Rounds();
            Mixed mixed = new Mixed(scene, upstream.url(), new Consumption(gateway), plan, rounds);
            mixed.warmUp(progress);
            for (int round = 1; round <= plan.gatewayRounds(); round++) {
                mixed.round(round, progress);
            }
            longTexts(scene, plan, progress, rounds);
            return rounds.figures();
        }
    }

    /// @param consumption of the gateway
    private record Mixed(
            GatewayScene scene, String upstream, Consumption consumption, MeasurementPlan plan, Rounds rounds) {

        /// Runs until calls stop getting cheaper.
        void warmUp(Progress progress) {
            GatewayWarmUp warming = new GatewayWarmUp(consumption);
            for (int turn = 1; turn <= plan.gatewayWarmUps() && !warming.isOver(); turn++) {
                progress.at("guarded-mix: warming up, %d of at most %d".formatted(turn, plan.gatewayWarmUps()));
                double cost = 0;
                for (String policy : GatewayScene.POLICIES) {
                    Duration before = consumption.cpu();
                    LoadMeasurements measured = Load.once(scene.throughGateway(calls(policy, turn)), CALLERS)
                            .runFor(plan.segment());
                    cost += (double) consumption.cpu().minus(before).toNanos() / measured.calls();
                }
                warming.add(cost);
            }
        }

        void round(int round, Progress progress) {
            progress.at("guarded-mix, round %d of %d: %s".formatted(round, plan.gatewayRounds(), ALL));
            long seed = SEED + 1_000L * round;
            for (String policy : GatewayScene.POLICIES) {
                List<String> calls = calls(policy, seed);
                measure(ALL, policy, scene.throughGateway(calls));
                List<String> others = calls(policy, seed + 1);
                double straight = Load.once(scene.toProvider(upstream, others), 1)
                        .runFor(plan.segment())
                        .wholeMillis(0.5);
                double guarded = Load.once(scene.throughGateway(others), 1)
                        .runFor(plan.segment())
                        .wholeMillis(0.5);
                rounds.add(group(ALL, policy), "added latency, 1 at a time, p50", MILLIS, guarded - straight);
            }
            for (Kind kind : GuardedMix.kinds()) {
                progress.at("guarded-mix, round %d of %d: %s".formatted(round, plan.gatewayRounds(), kind.name()));
                for (String policy : GatewayScene.POLICIES) {
                    List<String> calls = new GuardedMix(seed).calls(kind, GatewayScene.routeOf(policy), CALLS_OF_KIND);
                    measure(kind.name(), policy, scene.throughGateway(calls));
                }
            }
        }

        private void measure(String what, String policy, LoadTarget target) {
            Duration before = consumption.cpu();
            LoadMeasurements measured = Load.once(target, CALLERS).runFor(plan.segment());
            consumption.awaitRest();
            double cpu = consumption.cpu().minus(before).toNanos() / 1e6 / measured.calls();
            rounds.add(group(what, policy), "calls", "requests/s", measured.callsPerSecond());
            rounds.add(group(what, policy), "CPU", "ms/request", cpu);
            rounds.add(group(what, policy), "refused", "%", 100.0 * measured.refused() / measured.calls());
        }

        private static List<String> calls(String policy, long seed) {
            return new GuardedMix(seed).calls(GatewayScene.routeOf(policy), CALLS);
        }

        private static String group(String what, String policy) {
            return what + ", " + policy;
        }
    }

    /// Times, the share of texts that were answered, and the share for which the encoder had no time.
    private static void longTexts(GatewayScene scene, MeasurementPlan plan, Progress progress, Rounds rounds) {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int length : LENGTHS) {
                progress.at("guarded-mix: texts of %,d characters".formatted(length));
                List<String> texts = Prose.texts(plan.brief() ? 1 : LONG_TEXTS, length);
                int answered = 0;
                int degraded = 0;
                for (String text : texts) {
                    long began = System.nanoTime();
                    Answer answer = scene.ask(http, text);
                    double took = (System.nanoTime() - began) / 1e6;
                    answered += answer.is(200) ? 1 : 0;
                    degraded += answer.header("x-plumbline-guardrails").contains("skipped") ? 1 : 0;
                    rounds.add("a text of %,d characters, standard".formatted(length), "time", MILLIS, took);
                }
                String group = "a text of %,d characters, standard".formatted(length);
                rounds.add(group, "answered", "%", 100.0 * answered / texts.size());
                rounds.add(group, "without the encoder for want of time", "%", 100.0 * degraded / texts.size());
            }
        }
    }
}
