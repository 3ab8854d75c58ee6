package io.plumbline.bench.gateway;

import io.plumbline.bench.figure.Figure;
import io.plumbline.bench.figure.Rounds;
import io.plumbline.bench.harness.BenchStack;
import io.plumbline.bench.harness.MeasurementPlan;
import io.plumbline.bench.harness.PerformanceBenchmark;
import io.plumbline.bench.promptcache.Dialogue;
import io.plumbline.bench.promptcache.EchoUpstream;
import io.plumbline.bench.promptcache.IdealCache;
import io.plumbline.standalone.console.Progress;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// The effect of the guards on a provider's prompt cache: the same conversations, with personal data, tools and
/// images, replayed turn by turn through the gateway without guards and under the policy `standard`; and of all
/// input bytes that reach the provider, the share that an ideal prefix cache would serve. Half of the
/// conversations send their whole history with each turn, half only their last messages; half use OpenAI's API,
/// half Anthropic's.
public final class PromptCacheBenchmark implements PerformanceBenchmark {

    private static final String UNGUARDED = "none";
    private static final String GUARDED = "standard";
    private static final String PERCENT = "%";
    private static final int CONVERSATIONS = 24;
    private static final int CONVERSATIONS_IN_BRIEF = 4;
    private static final int WINDOW = 12;
    private static final int RESAMPLES = 2_000;
    private static final long SEED = 20_261_130L;

    @Override
    public String name() {
        return "prompt-cache";
    }

    @Override
    public String title() {
        return "share of input that an ideal prompt cache serves, with and without guards";
    }

    /// One conversation, and the bytes that a cache would have served.
    private record Replayed(boolean anthropic, boolean windowed, Bytes unguarded, Bytes guarded) {}

    /// @param served of all
    private record Bytes(long served, long all) {
        Bytes plus(Bytes other) {
            return new Bytes(served + other.served, all + other.all);
        }

        double share() {
            return (double) served / all;
        }
    }

    @Override
    public List<Figure> run(BenchStack stack, MeasurementPlan plan, Progress progress) {
        progress.at("prompt-cache: starting a stack");
        stack.startAsOneJvm();
        Rounds rounds = new Rounds();
        List<Replayed> all = new ArrayList<>();
        int count = plan.brief() ? CONVERSATIONS_IN_BRIEF : CONVERSATIONS;
        try (EchoUpstream upstream = EchoUpstream.start();
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            Api application = connect(http, stack.credentials(), upstream.url());
            for (int round = 1; round <= plan.rounds(); round++) {
                IdealCache unguarded = new IdealCache();
                IdealCache guarded = new IdealCache();
                List<Replayed> replayed = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    progress.at("prompt-cache, round %d of %d: conversation %d of %d"
                            .formatted(round, plan.rounds(), i + 1, count));
                    long seed = SEED + 1_000L * round + i;
                    boolean anthropic = i % 2 == 1;
                    boolean windowed = i % 4 >= 2;
                    Replay replay = new Replay(application, upstream, seed, anthropic, windowed);
                    replayed.add(new Replayed(
                            anthropic, windowed, replay.by(UNGUARDED, unguarded), replay.by(GUARDED, guarded)));
                }
                tell(replayed, rounds);
                all.addAll(replayed);
            }
        }
        tellInterval(all, rounds);
        return rounds.figures();
    }

    private static Api connect(HttpClient http, Credentials credentials, String upstream) {
        String admin = credentials.adminApiKey();
        Api governance = Api.of(http, Service.GOVERNANCE, credentials.governanceUrl(), admin);
        Api gateway = Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), admin);
        String key = GatewayScene.setCallers(governance);
        Api application = Api.of(http, Service.GATEWAY, credentials.gatewayUrl(), key);
        for (String kind : List.of("openai", "anthropic")) {
            gateway.put(
                            "/api/v1/providers/echo-" + kind,
                            Map.of("kind", kind, "baseUrl", upstream + "/v1", "credential", "any"))
                    .expect(201);
            for (String policy : List.of(UNGUARDED, GUARDED)) {
                Map<String, ?> variant = Map.of(
                        "name", "stable", "target", Map.of("provider", "echo-" + kind, "model", "echo"), "weight", 100);
                Map<String, Object> route = new LinkedHashMap<>();
                route.put("team", GatewayScene.TEAM);
                route.put("environment", "DEVELOPMENT");
                route.put("variants", List.of(variant));
                route.put("policy", GatewayScene.routeOf(policy));
                gateway.put("/api/v1/routes/" + routeOf(kind.equals("anthropic"), policy), route)
                        .expect(201);
                GatewayScene.awaitRoute(application, routeOf(kind.equals("anthropic"), policy));
            }
        }
        return application;
    }

    private static String routeOf(boolean anthropic, String policy) {
        return (anthropic ? "messages-" : "chat-") + policy;
    }

    /// One conversation, repeatable with each policy.
    private record Replay(Api application, EchoUpstream upstream, long seed, boolean anthropic, boolean windowed) {

        Bytes by(String policy, IdealCache cache) {
            Dialogue dialogue = new Dialogue(seed, anthropic);
            List<Map<String, Object>> opening = dialogue.opening();
            List<Map<String, Object>> history = new ArrayList<>();
            Bytes sum = new Bytes(0, 0);
            for (int turn = 0; turn < dialogue.turns(); turn++) {
                history.addAll(dialogue.next(turn));
                Map<String, Object> request = dialogue.request(routeOf(anthropic, policy));
                List<Map<String, Object>> messages = new ArrayList<>(opening);
                messages.addAll(windowed ? window(history) : history);
                request.put("messages", messages);
                JsonNode answer = application
                        .post(anthropic ? "/v1/messages" : "/v1/chat/completions", request)
                        .expect(200)
                        .body();
                byte[] prompt = upstream.prompt();
                sum = sum.plus(new Bytes(cache.serve(prompt), prompt.length));
                String said = answer.at(anthropic ? "/content/0/text" : "/choices/0/message/content")
                        .asString();
                history.add(dialogue.answered(said));
            }
            return sum;
        }

        /// The last messages, from one of the user's own on.
        private static List<Map<String, Object>> window(List<Map<String, Object>> history) {
            int from = Math.max(0, history.size() - WINDOW);
            while (from > 0 && !isTurn(history.get(from))) {
                from--;
            }
            return history.subList(from, history.size());
        }

        private static boolean isTurn(Map<String, Object> message) {
            return "user".equals(message.get("role"))
                    && !String.valueOf(message.get("content")).contains("tool_result");
        }
    }

    private static void tell(List<Replayed> replayed, Rounds rounds) {
        Map<String, Predicate<Replayed>> groups = new LinkedHashMap<>();
        groups.put("all", _ -> true);
        groups.put("chat completions", each -> !each.anthropic());
        groups.put("messages", Replayed::anthropic);
        groups.put("whole histories", each -> !each.windowed());
        groups.put("sliding windows", Replayed::windowed);
        groups.forEach((group, members) -> {
            List<Replayed> ofGroup = replayed.stream().filter(members).toList();
            Bytes unguarded = ofGroup.stream().map(Replayed::unguarded).reduce(new Bytes(0, 0), Bytes::plus);
            Bytes guarded = ofGroup.stream().map(Replayed::guarded).reduce(new Bytes(0, 0), Bytes::plus);
            rounds.add(group, "served without guards", PERCENT, 100 * unguarded.share());
            rounds.add(group, "served with guards", PERCENT, 100 * guarded.share());
            rounds.add(group, "with / without", PERCENT, 100 * guarded.share() / unguarded.share());
        });
    }

    /// 95 % by the percentiles of a bootstrap over conversations.
    private static void tellInterval(List<Replayed> all, Rounds rounds) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] ratios = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            Bytes unguarded = new Bytes(0, 0);
            Bytes guarded = new Bytes(0, 0);
            for (int j = 0; j < all.size(); j++) {
                Replayed drawn = all.get(random.nextInt(all.size()));
                unguarded = unguarded.plus(drawn.unguarded());
                guarded = guarded.plus(drawn.guarded());
            }
            ratios[i] = guarded.share() / unguarded.share();
        }
        Arrays.sort(ratios);
        String group = "95 %% interval over %d conversations".formatted(all.size());
        rounds.add(group, "with / without, lower", PERCENT, 100 * ratios[(int) (0.025 * RESAMPLES)]);
        rounds.add(group, "with / without, upper", PERCENT, 100 * ratios[(int) (0.975 * RESAMPLES)]);
    }
}
