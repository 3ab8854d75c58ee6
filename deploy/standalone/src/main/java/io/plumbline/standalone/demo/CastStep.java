package io.plumbline.standalone.demo;

import io.plumbline.standalone.console.Narrator;
import io.plumbline.standalone.demo.api.Answer;
import io.plumbline.standalone.demo.api.Api;
import io.plumbline.standalone.demo.api.DemoStack;
import io.plumbline.standalone.demo.api.StoryBroke;
import io.plumbline.standalone.demo.cast.Accounts;
import io.plumbline.standalone.demo.cast.ApiKeyIds;
import io.plumbline.standalone.demo.cast.Cast;
import io.plumbline.standalone.layout.Service;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Creates a bank's team, two people who may log in, and an API key for each actor.
final class CastStep implements Step<Cast> {

    static final String TEAM = "retail-banking";
    static final String ENGINEER = "mira.ml-engineer";
    static final String OFFICER = "carla.compliance";

    private static final int UNAUTHORIZED = 401;
    private static final Duration ACCEPTANCE_LIMIT = Duration.ofSeconds(15);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Api governance;
    private final DemoStack stage;
    private final Accounts accounts;

    CastStep(DemoStack stage, Accounts accounts) {
        this.stage = stage;
        this.governance = stage.asAdmin(Service.GOVERNANCE);
        this.accounts = accounts;
    }

    @Override
    public String title() {
        return "A team, its users and their keys";
    }

    @Override
    public Cast play(Narrator narrator) {
        boolean isNew = governance
                .post("/api/v1/teams", Map.of("name", TEAM))
                .expect(201, 409)
                .is(201);
        narrator.good("Team %s %s.".formatted(TEAM, isNew ? "made" : "already existed"));
        String engineer = user(narrator, ENGINEER, "ml-engineer");
        String officer = user(narrator, OFFICER, "compliance-officer");
        Cast cast = new Cast(
                TEAM,
                key(narrator, "demo-engineer", "ml-engineer", engineer),
                key(narrator, "demo-pipeline", "ci-pipeline", null),
                key(narrator, "demo-application", "application", null),
                key(narrator, "demo-officer", "compliance-officer", officer));
        narrator.whileDoing("waiting until every service accepts the keys", progress -> awaitAcceptance(cast));
        narrator.detail("Passwords and keys are in %s, readable only by you.".formatted(accounts.file()));
        return cast;
    }

    /// @return the user's id
    private String user(Narrator narrator, String name, String role) {
        Map<String, ?> grants = Map.of("team", TEAM, "role", role);
        String password = accounts.password(name).orElseGet(CastStep::newPassword);
        Answer answer = governance
                .post("/api/v1/users", Map.of("username", name, "password", password, "grants", List.of(grants)))
                .expect(201, 409);
        if (answer.is(201)) {
            accounts.keepPassword(name, password);
        }
        narrator.good("User %s %s, as %s.".formatted(name, answer.is(201) ? "made" : "already existed", role));
        return answer.is(201) ? answer.string("id") : idOf(name);
    }

    private String idOf(String username) {
        for (JsonNode user :
                governance.get("/api/v1/users?limit=500").expect(200).body().path("items")) {
            if (user.path("username").asString().equals(username)) {
                return user.path("id").asString();
            }
        }
        throw new StoryBroke("User %s exists but cannot be found.".formatted(username));
    }

    /// @param owner the person whose own key it is; null for a machine's
    private String key(Narrator narrator, String name, String role, @Nullable String owner) {
        String known = accounts.key(name).filter(this::isAccepted).orElse("");
        if (!known.isEmpty()) {
            narrator.good("API key %s, role %s, is still valid.".formatted(ApiKeyIds.shown(known), role));
            return known;
        }
        Map<String, Object> request = new HashMap<>(Map.of("name", name, "team", TEAM, "role", role));
        if (owner != null) {
            request.put("owner", owner);
        }
        Answer answer = governance.post("/api/v1/api-keys", request).expect(201);
        String key = answer.string("key");
        accounts.keepKey(name, key);
        narrator.good("Created API key %s, role %s.".formatted(ApiKeyIds.shown(key), role));
        return key;
    }

    private boolean isAccepted(String key) {
        return isAccepted(key, Service.GOVERNANCE);
    }

    /// Services accept new keys within two seconds.
    private void awaitAcceptance(Cast cast) {
        long deadline = System.nanoTime() + ACCEPTANCE_LIMIT.toNanos();
        for (String key : List.of(cast.engineer(), cast.pipeline(), cast.application(), cast.officer())) {
            for (Service service : Service.withDatabase()) {
                while (!isAccepted(key, service)) {
                    if (System.nanoTime() > deadline) {
                        throw new StoryBroke("%s does not accept the API key %s after %d s."
                                .formatted(service.fullName(), ApiKeyIds.shown(key), ACCEPTANCE_LIMIT.toSeconds()));
                    }
                    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                }
            }
        }
    }

    /// A known caller without permission gets 403, a missing resource 404.
    private boolean isAccepted(String key, Service service) {
        return !stage.as(key, service).get(collectionOf(service)).is(UNAUTHORIZED);
    }

    private static String collectionOf(Service service) {
        return switch (service) {
            case GOVERNANCE -> "/api/v1/teams";
            case REGISTRY -> "/api/v1/models";
            case GATEWAY -> "/api/v1/routes";
            case EVAL -> "/api/v1/suites";
            case MONITORING -> "/api/v1/windows";
            case CONSOLE -> throw new IllegalArgumentException("the console has no API");
        };
    }

    private static String newPassword() {
        byte[] bytes = new byte[18];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
