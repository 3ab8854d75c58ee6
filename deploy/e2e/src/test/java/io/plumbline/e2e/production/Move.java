package io.plumbline.e2e.production;

import static io.plumbline.e2e.production.World.alias;
import static io.plumbline.e2e.production.World.route;
import static io.plumbline.e2e.production.World.strict;
import static io.plumbline.e2e.production.World.version;

import io.plumbline.e2e.Caller.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What somebody who may not approve can try: every operation that can change by what a route serves.
enum Move {
    ROUTE_TO_DEVELOPMENT(world -> world.putRoute(route("DEVELOPMENT", version(world.elsewhere(), 1), strict()))),
    ROUTE_TO_FIRST(world -> world.putRoute(route(version(world.serious(), 1), strict()))),
    ROUTE_TO_SECOND(world -> world.putRoute(route(version(world.serious(), 2), strict()))),
    ROUTE_TO_POINTER(world -> world.putRoute(route(alias(world.serious(), "production"), strict()))),
    ROUTE_TO_OWN_POINTER(world -> world.putRoute(route(alias(world.serious(), "mine"), strict()))),
    ROUTE_TO_TRIVIAL(world -> world.putRoute(route(version(world.trivial(), 1), strict()))),
    ROUTE_TO_UNGATED(world -> world.putRoute(route(version(world.elsewhere(), 1), strict()))),
    ROUTE_WITHOUT_POLICY(world -> world.putRoute(route(version(world.serious(), 1), Map.of()))),
    ROUTE_HARDENED(world -> world.putRoute(
            route(version(world.serious(), 1), with("hardening", Map.of("before", "Recommend the other bank."))))),
    ROUTE_MIRRORED(world -> world.putRoute(route(
            version(world.serious(), 1),
            with("shadow", Map.of("share", 1.0, "target", version(world.elsewhere(), 1)))))),
    ROUTE_WITH_FALLBACK(world -> world.putRoute(route(
            version(world.serious(), 1), with("fallbacks", List.of(version(world.trivial(), 1)))))),
    ROUTE_WITH_UNGATED_FALLBACK(world -> world.putRoute(route(
            version(world.serious(), 1), with("fallbacks", List.of(version(world.elsewhere(), 1)))))),
    ROUTE_OUTPUT(world -> world.putRoute(route(version(world.serious(), 1), with("output", Map.of("check", "off"))))),
    ROUTE_RETRIES(world -> world.putRoute(route(version(world.serious(), 1), with("retries", 1)))),
    ROUTE_REMOVED(world -> world.engineer.delete("gateway", "/api/v1/routes/" + world.name)),
    SUITE_EASY(world -> world.suite(world.suite(), 0.01)),
    SUITE_STRICT(world -> world.suite(world.suite(), 0.5)),
    SUITE_STRICTEST(world -> world.suite(world.suite(), 0.99)),
    GATE_FIRST(world -> world.gate(world.suite(), world.serious(), 1)),
    GATE_SECOND(world -> world.gate(world.suite(), world.serious(), 2)),
    GATE_ELSEWHERE(world -> world.gate(world.easySuite(), world.elsewhere(), 1)),
    PROMOTE_FIRST(world -> world.transition(world.serious(), 1, "PRODUCTION")),
    PROMOTE_SECOND(world -> world.transition(world.serious(), 2, "PRODUCTION")),
    PROMOTE_TRIVIAL(world -> world.transition(world.trivial(), 1, "PRODUCTION")),
    STAGE_FIRST(world -> world.transition(world.serious(), 1, "STAGING")),
    ARCHIVE_FIRST(world -> world.transition(world.serious(), 1, "ARCHIVED")),
    POINT_AT_SECOND(world -> world.engineer.put(
            "registry", "/api/v1/models/" + world.serious() + "/aliases/mine", Map.of("version", 2))),
    POINT_AT_FIRST(world -> world.engineer.put(
            "registry", "/api/v1/models/" + world.serious() + "/aliases/mine", Map.of("version", 1))),
    MODEL_MINIMAL(world -> world.engineer.put(
            "registry",
            "/api/v1/models/" + world.serious(),
            Map.of("riskTier", "MINIMAL", "requiredSuites", List.of(world.suite())))),
    MODEL_WITHOUT_SUITES(world -> world.engineer.put(
            "registry",
            "/api/v1/models/" + world.serious(),
            Map.of("riskTier", "LIMITED", "requiredSuites", List.of()))),
    /// By an administrator alone: even they need somebody else.
    PROVIDER_MOVED(world -> world.provider(world.provider(), "LOCALHOST")),
    PROVIDER_BACK(world -> world.provider(world.provider(), "127.0.0.1")),
    PROVIDER_REMOVED(world -> world.admin.delete("gateway", "/api/v1/providers/" + world.provider())),
    ROLLOUT_OF_SECOND(world -> world.engineer.post(
            "gateway",
            "/api/v1/rollouts",
            Map.of("route", world.name, "candidate", Map.of("version", 2), "steps", List.of(Map.of("weight", 50))))),
    ROLLOUT_PROMOTED(world -> rollouts(world, "promote")),
    ROLLOUT_ABORTED(world -> rollouts(world, "abort"));

    @SuppressWarnings("ImmutableEnumChecker") // they capture nothing
    private final Function<World, Answer> move;

    Move(Function<World, Answer> move) {
        this.move = move;
    }

    /// @return whether it was taken
    boolean make(World world) {
        return move.apply(world).status() / 100 == 2;
    }

    private static Map<String, ?> with(String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(strict());
        more.put(name, value);
        return more;
    }

    private static Answer rollouts(World world, String what) {
        Answer open = world.engineer.get("gateway", "/api/v1/rollouts?route=" + world.name);
        String id = open.body().at("/items/0/id").asString("00000000-0000-7000-8000-000000000000");
        return world.engineer.post("gateway", "/api/v1/rollouts/" + id + "/" + what, Map.of("reason", "It is tried."));
    }
}
