package io.plumbline.e2e.production;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.e2e.Caller;
import io.plumbline.e2e.Caller.Answer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A production route with all that it rests on, approved by the people who may: a model of two versions of which
/// the first passed its suite and is in production, while the second would pass an easy one alone; a provider of
/// its own, a strict policy. Beside it a model of the lowest tier that passes a trivial suite, one at another vendor
/// that passed nothing, and a prompt that was never evaluated. Each world has names of its own.
final class World {

    static final String TEAM = "retail-banking";
    static final double FLOOR = 0.5;
    static final double EASY = 0.01;
    static final double STRICTEST = 0.99;
    /// With so few, the second version says next to nothing.
    private static final int TOO_FEW_TOKENS = 3;
    private static final String STRICT = "strict";
    /// With what one guard policy replaces, and another does not.
    private static final String QUESTION =
            "A %s: I lost my card on 12 May 1987 in Hamburg, Jungfernstieg 7. My mail is ada@example.com. What now?"
                    .formatted(Vendor.MARK);
    private static final String NO_ID = "00000000-0000-7000-8000-000000000000";

    final Caller engineer;
    final Caller admin;
    private final List<Caller> officers;
    private final Caller application;
    final Vendors vendors;
    final String name;
    /// Of the model in use.
    private final String tier;
    private String stageOfFirst = "PRODUCTION";
    private boolean firstFailed;
    private boolean firstArchived;
    private double floor = FLOOR;
    private int suiteRevision;
    /// Revisions of the suite.
    private int firstGated;
    private int secondGated = -1;
    private int secondPassed = -1;
    private boolean providerMoved;
    private @Nullable String finding;

    World(Callers callers, Vendors vendors, String name, String tier) {
        this.tier = tier;
        this.engineer = callers.engineer();
        this.officers = callers.officers();
        this.application = callers.application();
        this.admin = callers.admin();
        this.vendors = vendors;
        this.name = name;
    }

    /// The model server in use, and one without approval.
    record Vendors(Vendor own, Vendor other) {}

    String serious() {
        return name + "-serious";
    }

    String trivial() {
        return name + "-trivial";
    }

    String elsewhere() {
        return name + "-elsewhere";
    }

    String suite() {
        return name + "-suite";
    }

    String easySuite() {
        return name + "-easy";
    }

    String provider() {
        return name + "-provider";
    }

    String prompt() {
        return name + "-prompt";
    }

    String stageOfFirst() {
        return stageOfFirst;
    }

    /// What a move did that it must not; null for nothing.
    @Nullable
    String finding() {
        return finding;
    }

    /// Makes all of it. What fails here is no finding.
    World begin() {
        provider(provider(), vendors.own());
        provider(elsewhere(), vendors.other());
        suite(suite(), FLOOR);
        suite(easySuite(), EASY);
        model(serious(), tier, suite(), provider(), 501, TOO_FEW_TOKENS);
        model(trivial(), "MINIMAL", easySuite(), provider(), 601);
        model(elsewhere(), "MINIMAL", easySuite(), elsewhere(), 701);
        engineer.put(
                        "registry",
                        "/api/v1/prompts/" + prompt(),
                        Map.of("team", TEAM, "riskTier", "LIMITED", "requiredSuites", List.of(suite())))
                .expect(201);
        engineer.post(
                        "registry",
                        "/api/v1/prompts/" + prompt() + "/versions",
                        Map.of("messages", List.of(Map.of("role", "system", "content", "Praise the other bank."))))
                .expect(201);
        gate(suite(), serious(), 1);
        gate(easySuite(), trivial(), 1);
        approved(() -> transition(serious(), 1, "PRODUCTION"));
        await("the route")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> approved(
                        () -> admin.put("gateway", "/api/v1/routes/" + name, route(version(serious(), 1), strict()))));
        return this;
    }

    /// Makes a change, approved by as many officers as it takes.
    private void approved(Supplier<Answer> change) {
        Answer answer = change.get();
        if (answer.status() == 409 && answer.body().path("type").asString().endsWith("/approval-required")) {
            for (Caller officer : officers.subList(0, tier.equals("HIGH") ? 2 : 1)) {
                officer.post(
                                "governance",
                                "/api/v1/approvals/"
                                        + answer.body().at("/approval/id").asString() + "/decision",
                                Map.of("decision", "APPROVE", "comment", "Seen."))
                        .expect(200);
            }
            answer = change.get();
        }
        assertThat(answer.status()).as("%s", answer.body()).isIn(200, 201);
    }

    Answer provider(String provider, Vendor vendor) {
        return admin.put(
                "gateway", "/api/v1/providers/" + provider, Map.of("kind", "openai", "baseUrl", vendor.baseUrl()));
    }

    Answer suite(String suite, double floor) {
        return engineer.put(
                "eval",
                "/api/v1/suites/" + suite,
                Map.of(
                        "team",
                        TEAM,
                        "dataset",
                        Callers.FEW_QUESTIONS + "@1",
                        "template",
                        Map.of("messages", List.of(Map.of("role", "user", "content", "{{input}}"))),
                        "metrics",
                        List.of(Map.of("name", "rougeL", "floor", floor))));
    }

    /// @param maxTokens of each version, by which providers tell them apart
    private void model(String model, String risk, String suite, String provider, int... maxTokens) {
        engineer.put(
                        "registry",
                        "/api/v1/models/" + model,
                        Map.of("team", TEAM, "riskTier", risk, "requiredSuites", List.of(suite)))
                .expect(201);
        for (int tokens : maxTokens) {
            engineer.post(
                            "registry",
                            "/api/v1/models/" + model + "/versions",
                            Map.of(
                                    "kind",
                                    "FOUNDATION",
                                    "provider",
                                    provider,
                                    "upstreamModel",
                                    "sim-support",
                                    "parameters",
                                    Map.of("max_tokens", tokens)))
                    .expect(201);
        }
    }

    Answer gate(String suite, String model, int version) {
        return engineer.post(
                "eval",
                "/api/v1/gates?wait=60",
                Map.of("suite", suite, "candidate", Map.of("model", model, "version", version)));
    }

    Answer transition(String model, int version, String to) {
        return engineer.post(
                "registry", "/api/v1/models/" + model + "/versions/" + version + "/transitions", Map.of("to", to));
    }

    double floor() {
        return floor;
    }

    boolean isProviderMoved() {
        return providerMoved;
    }

    /// Whether a version was gated by the suite as it is.
    boolean isGated(int version) {
        return (version == 1 ? firstGated : secondGated) == suiteRevision;
    }

    /// Whether the second version may serve without anybody's approval, having passed the suite as it is.
    boolean maySecondServe() {
        return tier.equals("MINIMAL") && secondPassed == suiteRevision;
    }

    /// Asks for another suite in place of the required one.
    Answer changeSuite(double wanted) {
        Answer answer = suite(suite(), wanted);
        if (answer.isTaken() && wanted != floor) {
            floor = wanted;
            suiteRevision++;
        }
        return answer;
    }

    Answer moveProvider(Vendor vendor) {
        Answer answer = provider(provider(), vendor);
        if (answer.isTaken()) {
            providerMoved = vendor == vendors.other();
        }
        return answer;
    }

    Answer gateSecond() {
        Answer gate = gate(suite(), serious(), 2);
        if (gate.isTaken()) {
            secondGated = suiteRevision;
            secondPassed = verdict(gate).equals("PASS") ? suiteRevision : -1;
        }
        return gate;
    }

    Answer gateFirst() {
        Answer gate = gate(suite(), serious(), 1);
        if (gate.isTaken()) {
            firstGated = suiteRevision;
            firstFailed = verdict(gate).equals("FAIL");
        }
        return gate;
    }

    private static String verdict(Answer gate) {
        return gate.body().path("verdict").asString("");
    }

    /// Moves the first version and records its stage. A caller without the right to approve may return it to
    /// production only if it was never archived and none of its gates has failed since.
    Answer moveFirst(String to) {
        Answer answer = transition(serious(), 1, to);
        if (answer.isTaken()) {
            boolean returns = to.equals("PRODUCTION") && !stageOfFirst.equals(to);
            if (returns && (firstFailed || firstArchived)) {
                finding = "a version whose gate failed or that was archived is in production again";
            }
            firstArchived |= to.equals("ARCHIVED");
            stageOfFirst = to;
        }
        return answer;
    }

    Answer aliasAt(int version) {
        return engineer.put("registry", "/api/v1/models/" + serious() + "/aliases/mine", Map.of("version", version));
    }

    Answer describe(String tier, List<String> suites) {
        return engineer.put(
                "registry", "/api/v1/models/" + serious(), Map.of("riskTier", tier, "requiredSuites", suites));
    }

    Answer discardNewestGate() {
        Answer gates = engineer.get("eval", "/api/v1/gates?suite=" + suite() + "&limit=1");
        return engineer.post(
                "eval",
                "/api/v1/gates/" + gates.body().at("/items/0/id").asString(NO_ID) + "/discard",
                Map.of("reason", "It is tried."));
    }

    /// Asks for something about the newest rollout of the route.
    Answer rollout(String what, Map<String, ?> body) {
        Answer rollouts = engineer.get("gateway", "/api/v1/rollouts?limit=1&route=" + name);
        String id = rollouts.body().at("/items/0/id").asString(NO_ID);
        return engineer.post("gateway", "/api/v1/rollouts/" + id + "/" + what, body);
    }

    /// Tries to decide the newest approval that waits, as somebody who may not.
    Answer decide(String what, String member) {
        Answer approvals = engineer.get("governance", "/api/v1/approvals?limit=1");
        String id = approvals.body().at("/items/0/id").asString(NO_ID);
        return engineer.post("governance", "/api/v1/approvals/" + id + "/" + what, Map.of(member, "APPROVE"));
    }

    Map<String, ?> routeWithPrompt() {
        Map<String, Object> route = new LinkedHashMap<>(route(version(serious(), 1), strict()));
        route.put(
                "variants",
                List.of(Map.of(
                        "name", "all", "target", version(serious(), 1), "prompt", prompt() + "@1", "weight", 100)));
        return route;
    }

    static Map<String, ?> version(String model, int version) {
        return Map.of("model", model, "version", version);
    }

    static Map<String, ?> alias(String model, String alias) {
        return Map.of("model", model, "alias", alias);
    }

    /// The strict policy, as the route has it.
    static Map<String, ?> strict() {
        return Map.of("policy", STRICT);
    }

    static Map<String, ?> route(Map<String, ?> target, Map<String, ?> more) {
        return route("PRODUCTION", target, more);
    }

    static Map<String, ?> route(String environment, Map<String, ?> target, Map<String, ?> more) {
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("team", TEAM);
        route.put("environment", environment);
        route.put("variants", List.of(Map.of("name", "all", "target", target, "weight", 100)));
        route.putAll(more);
        return route;
    }

    Answer putRoute(Map<String, ?> document) {
        return engineer.put("gateway", "/api/v1/routes/" + name, document);
    }

    /// By which configuration a customer is answered now; null when the call is refused.
    @Nullable
    String served() {
        Answer answer = application.post(
                "gateway",
                "/v1/chat/completions",
                Map.of(
                        "model",
                        name,
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "Answer in brief."),
                                Map.of("role", "user", "content", QUESTION))));
        return answer.status() == 200 ? answer.header("x-plumbline-served-configuration") : null;
    }
}
