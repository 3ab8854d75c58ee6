package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Home;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// The whole loop, told: register, evaluate, approve, serve under guard, audit. Told again, it registers the next
/// versions.
final class Story {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Home home;
    private final Credentials credentials;
    private final Clock clock;
    private final Narrator narrator;
    private int told;

    Story(Home home, Credentials credentials, Clock clock, Narrator narrator) {
        this.home = home;
        this.credentials = credentials;
        this.clock = clock;
        this.narrator = narrator;
    }

    /// @throws StoryBroke if a service answers otherwise than the story tells
    void tell() {
        Instant began = clock.instant();
        try (HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build()) {
            Stage stage = new Stage(http, credentials);
            Accounts accounts = Accounts.in(home);
            Cast cast = next(new CastStep(stage, accounts));
            Registered registered = next(new RegistrationStep(stage, cast));
            String gate = next(new GateStep(stage, cast, registered));
            next(new PromotionStep(stage, cast, registered));
            int calls = next(new TrafficStep(stage, cast));
            next(new AuditStep(stage, cast, began, calls));
            next(new PagesStep(stage, home, accounts, gate));
        }
        narrator.blank();
        narrator.say("Told in %d s."
                .formatted(Duration.between(began, clock.instant()).toSeconds()));
    }

    private <T> T next(Step<T> step) {
        narrator.heading("%c. %s".formatted('a' + told++, step.title()));
        return step.play(narrator);
    }
}
