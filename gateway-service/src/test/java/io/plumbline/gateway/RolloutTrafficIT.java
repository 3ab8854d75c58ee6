package io.plumbline.gateway;

import static io.plumbline.gateway.RunningGateway.TEAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.gateway.route.resolve.CallKeys;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.RouteResolver;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Which calls go to the canary, and what their events say.
class RolloutTrafficIT extends RolloutTests {

    private static final int USERS = 2_000;
    private static final double RARE = 1e-6;
    private static final Caller APPLICATION =
            new Caller(Caller.ActorType.API_KEY, "k", Map.of(TEAM, Set.of(Role.APPLICATION)), Set.of(), Set.of());

    RolloutTrafficIT(RunningGateway gateway, ScriptedProvider provider) {
        super(gateway, provider);
    }

    @Test
    void growsToItsShareAndMovesNobodyButToTheCanary() {
        String route = followed("traffic-share");
        assertThat(onCanary(route)).isEmpty();
        String id = rollout(route, "[{\"weight\": 20}, {\"weight\": 60}, {\"weight\": 100}]");
        Set<String> before = onCanary(route);
        assertThat(onCanary(route)).as("who is where stays there").isEqualTo(before);
        assertShare(before.size(), 0.2);
        judged(id, 0, "PROMOTE");
        Set<String> after = onCanary(route);
        assertThat(after).containsAll(before);
        assertShare(after.size(), 0.6);
        judged(id, 1, "PROMOTE");
        assertThat(onCanary(route)).hasSize(USERS);
        judged(id, 2, "ROLL_BACK");
        assertThat(onCanary(route)).isEmpty();
    }

    private Set<String> onCanary(String route) {
        RouteResolver resolver = gateway.service().bean(RouteResolver.class);
        Set<String> canary = new HashSet<>();
        for (int i = 0; i < USERS; i++) {
            String user = "user-" + i;
            Resolution resolution = resolver.resolve(route, APPLICATION, new CallKeys(user, null, false));
            boolean second =
                    Integer.valueOf(2).equals(resolution.targets().getFirst().version());
            assertThat(resolution.variant()).isEqualTo(second ? "canary" : "main");
            if (second) {
                canary.add(user);
            }
        }
        return canary;
    }

    /// That a binomial count is none that is rarer than one in a million, on both sides together.
    private static void assertShare(int count, double share) {
        assertThat(tail(count, share, true))
                .as("%s of %s or fewer", count, USERS)
                .isGreaterThan(RARE / 2);
        assertThat(tail(count, share, false))
                .as("%s of %s or more", count, USERS)
                .isGreaterThan(RARE / 2);
    }

    private static double tail(int count, double share, boolean lower) {
        double logChoose = 0;
        double sum = 0;
        for (int k = 0; k <= USERS; k++) {
            if (lower ? k <= count : k >= count) {
                sum += Math.exp(logChoose + k * Math.log(share) + (USERS - k) * Math.log1p(-share));
            }
            logChoose += Math.log((double) (USERS - k) / (k + 1));
        }
        return sum;
    }

    @Test
    void tagsTheCallsWhoseVariantWasDrawn() {
        String route = followed("traffic-tags");
        String id = rollout(route, "[{\"weight\": 50}, {\"weight\": 100}]");
        Set<String> variants = new HashSet<>();
        for (int i = 0; i < 40; i++) {
            HttpResponse<String> answer = gateway.call(RunningGateway.chat(route, "Hi", user("u" + i)));
            String variant = answer.headers().firstValue("x-plumbline-variant").orElseThrow();
            if (variants.add(variant)) {
                JsonNode attributes = gateway.event(answer).path("attributes");
                assertThat(attributes.path("rollout").toString()).isEqualTo("{\"id\":\"" + id + "\",\"step\":0}");
                assertThat(attributes.path("variant").asString()).isEqualTo(variant);
                assertThat(attributes.path("modelVersion").asInt()).isEqualTo(variant.equals("canary") ? 2 : 1);
            }
        }
        assertThat(variants).containsExactlyInAnyOrder("main", "canary");
        judged(id, 0, "PROMOTE");
        done(id, "pause", "");
        assertThat(tag(gateway.call(RunningGateway.chat(route, "Hi", "")))
                        .path("step")
                        .asInt())
                .as("paused too")
                .isEqualTo(1);
        assertThat(tag(gateway.call(RunningGateway.chat(route + "@canary", "Hi", "")))
                        .isMissingNode())
                .as("called by name")
                .isTrue();
        assertThat(tag(gateway.call(RunningGateway.chat(route + "@main", "Hi", "")))
                        .isMissingNode())
                .as("the control by name")
                .isTrue();
        HttpResponse<String> evaluation = gateway.send(
                "POST",
                "/v1/chat/completions",
                gateway.engineer(),
                RunningGateway.chat(route, "Hi", ", \"plumbline\": {\"purpose\": \"evaluation\"}"));
        assertThat(evaluation.statusCode()).as(evaluation.body()).isEqualTo(200);
        assertThat(tag(evaluation).isMissingNode()).as("for evaluation").isTrue();
        done(id, "abort", "");
        assertThat(tag(gateway.call(RunningGateway.chat(route, "Hi", ""))).isMissingNode())
                .as("after its end")
                .isTrue();
    }

    @Test
    void tagsCallsThatFailToo() {
        String route = followed("traffic-failing");
        String id = rollout(route, "[{\"weight\": 100}]");
        provider.plays((_, connection) -> connection.json(500, "{\"error\": {\"message\": \"no\"}}"));
        HttpResponse<String> failed = gateway.call(RunningGateway.chat(route, "Hi", ""));
        assertThat(failed.statusCode()).isGreaterThanOrEqualTo(500);
        JsonNode attributes = gateway.event(failed).path("attributes");
        assertThat(attributes.at("/rollout/id").asString()).isEqualTo(id);
        assertThat(attributes.path("variant").asString()).isEqualTo("canary");
        assertThat(attributes.path("faultDomain").asString()).isEqualTo("provider");
    }

    private JsonNode tag(HttpResponse<String> answer) {
        return gateway.event(answer).path("attributes").path("rollout");
    }
}
