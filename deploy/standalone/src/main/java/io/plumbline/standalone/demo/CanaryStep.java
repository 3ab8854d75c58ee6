package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.CanaryTraffic.Heard;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.api.Waiting;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.registry.FourEyes;
import io.plumbline.standalone.demo.registry.ModelVersions;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.layout.Service;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Serves a good version to a fifth of the customers, makes it bad, and shows its automatic rollback.
final class CanaryStep implements Step<CanaryStep.TakenBack> {

    private static final int FIRST_SHARE = 20;
    /// More calls than the story makes, so that nothing is promoted before it breaks.
    private static final int MIN_CALLS = 2_000;
    private static final int HEALTHY_CALLS = 150;
    private static final int CALLS_AFTERWARDS = 30;
    private static final Map<String, ?> DEGRADED = Map.of("errorRate", Map.of("503", 0.35), "quality", 0.3);
    private static final Duration FIRST_CANARY_LIMIT = Duration.ofSeconds(15);
    private static final Duration CALLS_LIMIT = Duration.ofSeconds(60);
    private static final Duration BREACH_LIMIT = Duration.ofSeconds(90);
    private static final Duration INCIDENT_LIMIT = Duration.ofSeconds(30);

    private final DemoStack stage;
    private final Cast cast;
    private final Registered registered;
    private final Rollouts rollouts;

    CanaryStep(DemoStack stage, Cast cast, Registered registered) {
        this.stage = stage;
        this.cast = cast;
        this.registered = registered;
        this.rollouts = new Rollouts(stage, cast);
    }

    /// The rollout that was rolled back.
    ///
    /// @param calls of the application in the meantime
    record TakenBack(String rollout, String incident, int calls) {}

    @Override
    public String title() {
        return "Version %d is rolled out as a canary, degrades and is rolled back"
                .formatted(registered.modelVersion() + 2);
    }

    @Override
    public TakenBack play(Narrator narrator) {
        int version = prepare(narrator);
        String rollout = rollouts.begin(
                version,
                List.of(
                        Map.of("weight", FIRST_SHARE, "minCalls", MIN_CALLS),
                        Map.of("weight", 50, "minCalls", MIN_CALLS)));
        narrator.good(
                "Rollout %s: %d %% of route %s's customers get it first, then half of them if monitoring finds no harm."
                        .formatted(rollout, FIRST_SHARE, PromotionStep.ROUTE));
        CanaryTraffic traffic = new CanaryTraffic(stage, cast, rollout + "-");
        try (traffic) {
            traffic.start();
            tellShare(narrator, traffic, rollout, version);
            takenBack(narrator, traffic, rollout, version);
        } catch (StoryBroke e) {
            endAfter(e);
            throw e;
        }
        serveAsBefore(narrator, traffic);
        return new TakenBack(rollout, incident(narrator, rollout), traffic.asked());
    }

    /// Ends the open rollout of a story that failed.
    private void endAfter(StoryBroke broken) {
        try {
            rollouts.abortOpen();
        } catch (StoryBroke e) {
            broken.addSuppressed(e);
        }
    }

    /// Registers the version and takes it through the steps before production.
    private int prepare(Narrator narrator) {
        int version = new ModelVersions(stage, cast).register();
        Answer gate = new EvaluationGate(stage, cast).run(narrator, version, "PASS");
        narrator.good("Registered model %s@%d. Verdict of the gate: %s."
                .formatted(Registered.MODEL, version, gate.string("verdict")));
        FourEyes eyes = new FourEyes(stage, cast);
        Answer approved = eyes.approveAsOfficer(eyes.ask(version));
        narrator.good("The compliance officer approves production: %s.".formatted(approved.string("state")));
        return version;
    }

    private void tellShare(Narrator narrator, CanaryTraffic traffic, String rollout, int version) {
        List<Heard> heard = narrator.during("customers call", progress -> {
            Waiting.until(
                    "a customer gets version " + version,
                    FIRST_CANARY_LIMIT,
                    () -> traffic.since(0).stream().filter(Heard::ofCanary).findFirst());
            int from = traffic.asked();
            return Waiting.until(HEALTHY_CALLS + " calls are answered", CALLS_LIMIT, () -> {
                List<Heard> so = traffic.since(from);
                progress.at("%d of %d customers have called".formatted(so.size(), HEALTHY_CALLS));
                return so.size() < HEALTHY_CALLS ? Optional.empty() : Optional.of(so);
            });
        });
        Answer now = rollouts.get(rollout);
        if (!now.string("state").equals("RUNNING")) {
            throw new StoryBroke("The rollout should be running, but is %s: %s"
                    .formatted(now.string("state"), now.string("reason")));
        }
        long canary = heard.stream().filter(Heard::ofCanary).count();
        narrator.good("%d customers call: %d get version %d (%.1f %%), the others version %d."
                .formatted(heard.size(), canary, version, 100.0 * canary / heard.size(), registered.modelVersion()));
    }

    private void takenBack(Narrator narrator, CanaryTraffic traffic, String rollout, int version) {
        stage.simulator()
                .put("/control/" + ModelVersions.upstreamModel(version), DEGRADED)
                .expect(200);
        int from = traffic.asked();
        long began = System.nanoTime();
        narrator.bad("The provider of version %d degrades: a third of its calls fail, and most answers are wrong."
                .formatted(version));
        Answer ended = narrator.during(
                "monitoring watches",
                progress -> Waiting.until("the rollout is rolled back", BREACH_LIMIT, () -> {
                    progress.at("monitoring watches, %d calls so far"
                            .formatted(traffic.since(from).size()));
                    return Optional.of(rollouts.get(rollout))
                            .filter(now -> !now.string("state").equals("RUNNING"));
                }));
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        List<Heard> since = traffic.since(from);
        if (!ended.string("state").equals(Rollouts.ROLLED_BACK)) {
            throw new StoryBroke("The rollout should be rolled back, but is %s: %s"
                    .formatted(ended.string("state"), ended.string("reason")));
        }
        List<Heard> bad = since.stream().filter(Heard::ofCanary).toList();
        narrator.good("Rolled back by monitoring after %.1f s and %d calls: %d of version %d, of which %d failed."
                .formatted(
                        took.toMillis() / 1e3,
                        since.size(),
                        bad.size(),
                        version,
                        bad.stream().filter(Heard::failed).count()));
        RolloutEvidence.table(rollouts.rollback(rollout)).forEach(narrator::verbatim);
        narrator.detail("Why: " + ended.string("reason"));
    }

    private void serveAsBefore(Narrator narrator, CanaryTraffic traffic) {
        List<Heard> after = narrator.during(
                "customers call again",
                progress -> Stream.generate(traffic::askOnce)
                        .limit(CALLS_AFTERWARDS)
                        .toList());
        if (after.stream().anyMatch(heard -> heard.ofCanary() || heard.failed())) {
            throw new StoryBroke("The canary is rolled back, but calls still reach it or fail: " + after);
        }
        narrator.good("%d customers call: version %d answers all of them."
                .formatted(after.size(), registered.modelVersion()));
    }

    /// @return its id
    private String incident(Narrator narrator, String rollout) {
        Api governance = stage.as(cast.officer(), Service.GOVERNANCE);
        JsonNode incident = Waiting.until(
                "there is an incident of rollout " + rollout,
                INCIDENT_LIMIT,
                () -> governance
                        .get("/api/v1/incidents?kind=ROLLBACK&limit=50")
                        .expect(200)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(each ->
                                each.path("resource").path("id").asString("").equals(rollout))
                        .findFirst());
        narrator.good("An incident is open, severity %s: %s"
                .formatted(
                        incident.path("severity").asString(""),
                        incident.path("title").asString("")));
        return incident.path("id").asString("");
    }
}
