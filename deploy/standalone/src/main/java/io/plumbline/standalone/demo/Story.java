package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Accounts;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.demo.registry.Registered;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Home;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The whole loop as a story: register, evaluate, approve, serve with guardrails, answer from a document, refuse a
/// worse version, roll out and back, audit. A further run registers the next three versions.
public final class Story {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Home home;
    private final Credentials credentials;
    private final Clock clock;
    private final Narrator narrator;
    private final List<Telling> told = new ArrayList<>();

    public Story(Home home, Credentials credentials, Clock clock, Narrator narrator) {
        this.home = home;
        this.credentials = credentials;
        this.clock = clock;
        this.narrator = narrator;
    }

    /// @return the steps, in order
    /// @throws StoryBroke if a service's response differs from the story
    public List<Telling> tell() {
        Instant began = clock.instant();
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            DemoStack stage = new DemoStack(http, credentials);
            Accounts accounts = Accounts.in(home);
            Cast cast = next(new CastStep(stage, accounts));
            Registered registered = next(new RegistrationStep(stage, cast));
            String gate = next(new GateStep(stage, cast, registered));
            next(new PromotionStep(stage, cast, registered));
            int calls = next(new TrafficStep(stage, cast, registered));
            KnowledgeStep.Cited cited = next(new KnowledgeStep(stage, cast, registered));
            WorseVersionStep.Stopped stopped = next(new WorseVersionStep(stage, cast, registered));
            CanaryStep.TakenBack takenBack = next(new CanaryStep(stage, cast, registered));
            next(new TamperingStep(stage, home, stopped));
            next(new AuditStep(stage, cast, home, began, calls + cited.calls() + takenBack.calls()));
            next(new PagesStep(stage, home, accounts, new PagesStep.Seen(gate, cited.call(), stopped, takenBack)));
        }
        narrator.blank();
        narrator.say("Finished in %d s."
                .formatted(Duration.between(began, clock.instant()).toSeconds()));
        return List.copyOf(told);
    }

    private <T> T next(Step<T> step) {
        String heading = "%c. %s".formatted('a' + told.size(), step.title());
        narrator.heading(heading);
        long began = System.nanoTime();
        T made = step.play(narrator);
        told.add(new Telling(heading, Duration.ofNanos(System.nanoTime() - began)));
        return made;
    }
}
