package io.plumbline.e2e.production;

import static io.plumbline.e2e.production.World.alias;
import static io.plumbline.e2e.production.World.route;
import static io.plumbline.e2e.production.World.strict;
import static io.plumbline.e2e.production.World.version;

import io.plumbline.e2e.Caller.Answer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/// What somebody who may not approve can try: every operation that can change how a production route serves calls.
enum Move {
    ROUTE_TO_DEVELOPMENT(
            Part.ROUTE,
            Of.ROUTE,
            world -> world.putRoute(route("DEVELOPMENT", version(world.elsewhere(), 1), strict()))),
    ROUTE_WITHOUT_POLICY(Part.ROUTE, Of.ROUTE, world -> world.putRoute(route(version(world.serious(), 1), Map.of()))),
    ROUTE_HARDENED(
            Part.ROUTE, Of.ROUTE, world -> dressed(world, "hardening", Map.of("before", "Praise the other bank."))),
    ROUTE_MIRRORED(
            Part.ROUTE,
            Of.ROUTE,
            world -> dressed(world, "shadow", Map.of("share", 1.0, "target", version(world.elsewhere(), 1)))),
    ROUTE_OUTPUT(Part.ROUTE, Of.ROUTE, world -> dressed(world, "output", Map.of("check", "off"))),
    /// From the knowledge base of the demo's team.
    ROUTE_RETRIEVAL(
            Part.ROUTE, Of.ROUTE, world -> dressed(world, "retrieval", Map.of("knowledgeBase", "branch-handbook"))),
    ROUTE_RETRIES(Part.ROUTE, Of.ROUTE, world -> dressed(world, "retries", 1)),
    ROUTE_REMOVED(
            Part.ROUTE,
            "DELETE /api/v1/routes/{name}",
            world -> world.engineer.delete("gateway", "/api/v1/routes/" + world.name)),
    ROUTE_POLICY(
            Part.ROUTE,
            "PUT /api/v1/routes/{name}/policy",
            world -> world.engineer.put(
                    "gateway", "/api/v1/routes/" + world.name + "/policy", Map.of("policy", "observe"))),
    ROUTE_TO_FIRST(Part.ROUTE, Of.ROUTE, world -> world.putRoute(route(version(world.serious(), 1), strict()))),

    ROUTE_TO_TRIVIAL(Part.OTHERS, Of.ROUTE, world -> world.putRoute(route(version(world.trivial(), 1), strict()))),
    ROUTE_TO_UNGATED(Part.OTHERS, Of.ROUTE, world -> world.putRoute(route(version(world.elsewhere(), 1), strict()))),
    ROUTE_WITH_FALLBACK(
            Part.OTHERS, Of.ROUTE, world -> dressed(world, "fallbacks", List.of(version(world.trivial(), 1)))),
    ROUTE_WITH_UNGATED_FALLBACK(
            Part.OTHERS, Of.ROUTE, world -> dressed(world, "fallbacks", List.of(version(world.elsewhere(), 1)))),
    GATE_ELSEWHERE(Part.OTHERS, Of.GATE, world -> world.gate(world.easySuite(), world.elsewhere(), 1)),
    PROMOTE_TRIVIAL(Part.OTHERS, Of.MODEL_TRANSITION, world -> world.transition(world.trivial(), 1, "PRODUCTION")),
    PROMOTE_ELSEWHERE(Part.OTHERS, Of.MODEL_TRANSITION, world -> world.transition(world.elsewhere(), 1, "PRODUCTION")),

    ROUTE_TO_SECOND(
            Part.SECOND,
            Of.ROUTE,
            world -> world.putRoute(route(version(world.serious(), 2), strict())),
            world -> !world.maySecondServe()),
    ROUTE_TO_OWN_ALIAS(Part.ALIAS, Of.ROUTE, world -> world.putRoute(route(alias(world.serious(), "mine"), strict()))),
    SUITE_EASY(Part.SECOND, Of.SUITE, world -> world.changeSuite(World.EASY), world -> world.floor() != World.EASY),
    SUITE_STRICT(Part.SECOND, Of.SUITE, world -> world.changeSuite(World.FLOOR), world -> world.floor() != World.FLOOR),
    GATE_SECOND(Part.SECOND, Of.GATE, World::gateSecond, world -> !world.isGated(2)),
    GATE_DISCARDED(Part.SECOND, "POST /api/v1/gates/{id}/discard", World::discardNewestGate),
    EVALUATION_INVENTED(
            Part.SECOND,
            "POST /api/v1/models/{name}/versions/{version}/evaluations",
            world -> world.engineer.post(
                    "registry",
                    "/api/v1/models/" + world.serious() + "/versions/2/evaluations",
                    passed(world.suite()))),
    PROMOTE_SECOND(
            Part.SECOND,
            Of.MODEL_TRANSITION,
            world -> world.transition(world.serious(), 2, "PRODUCTION"),
            world -> !world.maySecondServe()),
    ALIAS_TO_SECOND(Part.ALIAS, Of.MODEL_ALIAS, world -> world.aliasAt(2)),
    ALIAS_TO_FIRST(Part.ALIAS, Of.MODEL_ALIAS, world -> world.aliasAt(1)),
    ALIAS_REMOVED(
            Part.ALIAS,
            "DELETE /api/v1/models/{name}/aliases/{alias}",
            world -> world.engineer.delete("registry", "/api/v1/models/" + world.serious() + "/aliases/mine")),
    MLFLOW_STAGE(
            Part.SECOND,
            "POST /api/2.0/mlflow/model-versions/transition-stage",
            world -> world.engineer.post(
                    "registry",
                    "/api/2.0/mlflow/model-versions/transition-stage",
                    Map.of("name", world.serious(), "version", "2", "stage", "Production")),
            world -> !world.maySecondServe()),
    MLFLOW_PRODUCTION(
            Part.SECOND, Of.MLFLOW_ALIAS, world -> mlflowAlias(world, "production"), world -> !world.maySecondServe()),
    MLFLOW_ALIAS_TO_SECOND(Part.ALIAS, Of.MLFLOW_ALIAS, world -> mlflowAlias(world, "mine")),
    MLFLOW_ALIAS_REMOVED(
            Part.ALIAS,
            "DELETE /api/2.0/mlflow/registered-models/alias",
            world -> world.engineer.delete(
                    "registry",
                    "/api/2.0/mlflow/registered-models/alias",
                    Map.of("name", world.serious(), "alias", "mine"))),
    MODEL_MINIMAL(Part.ALIAS, Of.MODEL, world -> world.describe("MINIMAL", List.of(world.suite()))),
    MODEL_WITHOUT_SUITES(Part.ALIAS, Of.MODEL, world -> world.describe("LIMITED", List.of())),
    ROLLOUT_OF_SECOND(
            Part.ROLLOUT,
            "POST /api/v1/rollouts",
            world -> world.engineer.post(
                    "gateway",
                    "/api/v1/rollouts",
                    Map.of(
                            "route",
                            world.name,
                            "candidate",
                            Map.of("version", 2),
                            "steps",
                            List.of(Map.of("weight", 50))))),
    ROLLOUT_PROMOTED(Part.ROLLOUT, "POST /api/v1/rollouts/{id}/promote", world -> world.rollout("promote", Map.of())),
    ROLLOUT_PAUSED(Part.ROLLOUT, "POST /api/v1/rollouts/{id}/pause", world -> world.rollout("pause", Map.of())),
    ROLLOUT_RESUMED(Part.ROLLOUT, "POST /api/v1/rollouts/{id}/resume", world -> world.rollout("resume", Map.of())),
    ROLLOUT_ABORTED(Part.ROLLOUT, "POST /api/v1/rollouts/{id}/abort", world -> world.rollout("abort", Map.of())),
    ROLLOUT_JUDGED(
            Part.ROLLOUT,
            "POST /api/v1/rollouts/{id}/verdicts",
            world -> world.rollout("verdicts", Map.of("step", 0, "verdict", "PROMOTE", "evidence", Map.of()))),

    SUITE_STRICTEST(
            Part.FIRST,
            Of.SUITE,
            world -> world.changeSuite(World.STRICTEST),
            world -> world.floor() != World.STRICTEST),
    GATE_FIRST(Part.FIRST, Of.GATE, World::gateFirst, world -> !world.isGated(1)),
    STAGE_FIRST(
            Part.FIRST,
            Of.MODEL_TRANSITION,
            world -> world.moveFirst("STAGING"),
            world -> !world.stageOfFirst().equals("STAGING")),
    ARCHIVE_FIRST(
            Part.FIRST,
            Of.MODEL_TRANSITION,
            world -> world.moveFirst("ARCHIVED"),
            world -> !world.stageOfFirst().equals("ARCHIVED")),
    PROMOTE_FIRST(
            Part.FIRST,
            Of.MODEL_TRANSITION,
            world -> world.moveFirst("PRODUCTION"),
            world -> world.stageOfFirst().equals("STAGING")),
    ROUTE_TO_ALIAS(
            Part.FIRST, Of.ROUTE, world -> world.putRoute(route(alias(world.serious(), "production"), strict()))),

    /// By an administrator alone, as the next two are: even they need somebody else.
    PROVIDER_MOVED(
            Part.PROVIDER,
            Of.PROVIDER,
            world -> world.moveProvider(world.vendors.other()),
            world -> !world.isProviderMoved()),
    PROVIDER_BACK(Part.PROVIDER, Of.PROVIDER, world -> world.moveProvider(world.vendors.own()), World::isProviderMoved),
    PROVIDER_REMOVED(
            Part.PROVIDER,
            "DELETE /api/v1/providers/{name}",
            world -> world.admin.delete("gateway", "/api/v1/providers/" + world.provider())),

    PROMPT_DESCRIBED(
            Part.PROMPT,
            "PUT /api/v1/prompts/{name}",
            world -> world.engineer.put(
                    "registry",
                    "/api/v1/prompts/" + world.prompt(),
                    Map.of("riskTier", "MINIMAL", "requiredSuites", List.of()))),
    PROMPT_EVALUATION_INVENTED(
            Part.PROMPT,
            "POST /api/v1/prompts/{name}/versions/{version}/evaluations",
            world -> world.engineer.post(
                    "registry",
                    "/api/v1/prompts/" + world.prompt() + "/versions/1/evaluations",
                    passed(world.suite()))),
    PROMPT_PROMOTED(
            Part.PROMPT,
            "POST /api/v1/prompts/{name}/versions/{version}/transitions",
            world -> world.engineer.post(
                    "registry",
                    "/api/v1/prompts/" + world.prompt() + "/versions/1/transitions",
                    Map.of("to", "PRODUCTION"))),
    PROMPT_ALIAS(
            Part.PROMPT,
            "PUT /api/v1/prompts/{name}/aliases/{alias}",
            world -> world.engineer.put(
                    "registry", "/api/v1/prompts/" + world.prompt() + "/aliases/mine", Map.of("version", 1))),
    PROMPT_ALIAS_REMOVED(
            Part.PROMPT,
            "DELETE /api/v1/prompts/{name}/aliases/{alias}",
            world -> world.engineer.delete("registry", "/api/v1/prompts/" + world.prompt() + "/aliases/mine")),
    ROUTE_WITH_PROMPT(Part.PROMPT, Of.ROUTE, world -> world.putRoute(world.routeWithPrompt())),

    APPROVED_BY_THE_REQUESTER(
            Part.GOVERNANCE, "POST /api/v1/approvals/{id}/decision", world -> world.decide("decision", "decision")),
    APPROVAL_REVOKED(Part.GOVERNANCE, "POST /api/v1/approvals/{id}/revoke", world -> world.decide("revoke", "reason")),
    POLICY_WRITTEN(
            Part.GOVERNANCE,
            "PUT /api/v1/policies/{name}",
            world -> world.engineer.put("governance", "/api/v1/policies/strict", Map.of("stages", Map.of()))),
    SUPPLY_CHAIN_LOOSENED(
            Part.GOVERNANCE,
            "PUT /api/v1/supply-chain-policy",
            world -> world.engineer.put(
                    "registry", "/api/v1/supply-chain-policy", Map.of("signers", List.of(), "stages", Map.of()))),
    BREAK_GLASS(
            Part.GOVERNANCE,
            "PUT /api/v1/routes/{name}/break-glass",
            world -> world.engineer.put(
                    "gateway",
                    "/api/v1/routes/" + world.name + "/break-glass",
                    Map.of("reason", "It is tried.", "minutes", 10))),
    BREAK_GLASS_ENDED(
            Part.GOVERNANCE,
            "DELETE /api/v1/routes/{name}/break-glass",
            world -> world.engineer.delete("gateway", "/api/v1/routes/" + world.name + "/break-glass"));

    /// What a move is about: a sequence that finds something is mostly about one thing.
    enum Part {
        ROUTE,
        OTHERS,
        SECOND,
        ALIAS,
        ROLLOUT,
        FIRST,
        PROVIDER,
        PROMPT,
        GOVERNANCE
    }

    /// Operations of several moves.
    private static final class Of {
        static final String ROUTE = "PUT /api/v1/routes/{name}";
        static final String PROVIDER = "PUT /api/v1/providers/{name}";
        static final String MODEL = "PUT /api/v1/models/{name}";
        static final String MODEL_ALIAS = "PUT /api/v1/models/{name}/aliases/{alias}";
        static final String MODEL_TRANSITION = "POST /api/v1/models/{name}/versions/{version}/transitions";
        static final String MLFLOW_ALIAS = "POST /api/2.0/mlflow/registered-models/alias";
        static final String SUITE = "PUT /api/v1/suites/{name}";
        static final String GATE = "POST /api/v1/gates";
    }

    final Part part;
    /// As the reference of writes names it.
    final String operation;

    @SuppressWarnings("ImmutableEnumChecker") // they capture nothing
    private final Function<World, Answer> move;

    @SuppressWarnings("ImmutableEnumChecker") // they capture nothing
    private final Predicate<World> sensible;

    Move(Part part, String operation, Function<World, Answer> move) {
        this(part, operation, move, world -> true);
    }

    Move(Part part, String operation, Function<World, Answer> move, Predicate<World> sensible) {
        this.part = part;
        this.operation = operation;
        this.move = move;
        this.sensible = sensible;
    }

    /// Whether it is not refused for a reason that has nothing to do with production.
    boolean isSensible(World world) {
        return sensible.test(world);
    }

    Answer make(World world) {
        return move.apply(world);
    }

    private static Answer dressed(World world, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(strict());
        more.put(name, value);
        return world.putRoute(route(version(world.serious(), 1), more));
    }

    private static Answer mlflowAlias(World world, String alias) {
        return world.engineer.post(
                "registry",
                "/api/2.0/mlflow/registered-models/alias",
                Map.of("name", world.serious(), "alias", alias, "version", "2"));
    }

    private static Map<String, ?> passed(String suite) {
        return Map.of(
                "kind",
                "GATE",
                "runId",
                UUID.randomUUID().toString(),
                "suite",
                suite,
                "suiteRevision",
                1,
                "verdict",
                "PASS",
                "finishedAt",
                Instant.now().toString());
    }
}
