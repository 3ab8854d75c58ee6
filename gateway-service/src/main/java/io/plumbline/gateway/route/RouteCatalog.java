package io.plumbline.gateway.route;

import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.ProductionGuard;
import io.plumbline.gateway.route.definition.ProductionGuard.Decided;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteRollouts;
import io.plumbline.gateway.route.definition.RouteTerms;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.AccessProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Service;

/// The rules for routes as documents: who may change what, while a rollout is open and in production.
@Service
class RouteCatalog implements DocumentRules<RouteTerms, RouteRequest, RouteResponse> {

    private final NamedDocuments<RouteTerms> routes;
    private final RouteCheck check;
    private final RouteRollouts rollouts;
    private final ProductionGuard guard;

    RouteCatalog(NamedDocuments<RouteTerms> routes, RouteCheck check, RouteRollouts rollouts, ProductionGuard guard) {
        this.routes = routes;
        this.check = check;
        this.rollouts = rollouts;
        this.guard = guard;
    }

    @Bean
    static NamedDocuments<RouteTerms> routes(Documents documents) {
        return documents.of(new DocumentKind<>(
                "route",
                "route",
                RouteTerms.class,
                new DocumentKind.Events<>(
                        "route",
                        RouteAction.CREATED,
                        RouteAction.CHANGED,
                        RouteAction.REMOVED,
                        route -> facts(route.document())),
                RouteResponse::from));
    }

    private static Map<String, Object> facts(RouteTerms route) {
        RouteDefinition definition = route.definition();
        return Map.of(
                "environment", route.environment().name(),
                "variants",
                        definition.variants().stream()
                                .map(RouteCatalog::described)
                                .toList(),
                "fallbacks", definition.fallbacks().stream().map(Target::label).toList(),
                "policy", definition.policy() == null ? "" : definition.policy());
    }

    private static String described(Variant variant) {
        String prompt = variant.prompt() == null ? "" : " with " + variant.prompt();
        return variant.name() + "=" + variant.weight() + ":" + variant.target().label() + prompt;
    }

    /// @throws ProblemException as [#decided], except that only changes which no approval can allow are refused
    @Override
    public DocumentDraft<RouteTerms> draft(String name, RouteRequest request) {
        DocumentDraft<RouteTerms> draft = checked(name, request);
        guard.preview(inForce(draft, request));
        return draft;
    }

    /// Returns what a `PUT` of this route would need. Stores nothing and requests nothing.
    ///
    /// @throws ProblemException as [#draft]
    ProductionGuard.Needed needed(String name, RouteRequest request) {
        return guard.preview(inForce(checked(name, request), request));
    }

    /// @throws ProblemException 403 if the route's policy would change and the caller may not write policies; 409 if
    ///     an open rollout forbids the change, or [ProductionGuard] does not allow it; 400 if its targets do not
    ///     exist; 412 for a stale `ifMatch`
    @Override
    public DocumentDraft<RouteTerms> decided(String name, RouteRequest request, @Nullable String ifMatch) {
        DocumentDraft<RouteTerms> draft = checked(name, request);
        NamedDocument.checkTag(ifMatch, routes.find(name).orElse(null));
        return draft.then(guard.decide(inForce(draft, request))::apply);
    }

    private DocumentDraft<RouteTerms> checked(String name, RouteRequest request) {
        NamedDocument<RouteTerms> present = routes.find(name).orElse(null);
        String team = present != null && request.team() == null
                ? present.team()
                : Callers.current().teamFor(Permission.ROUTE_WRITE, request.team());
        RouteTerms terms = new RouteTerms(request.environment(), request.definition());
        requireAllowed(name, team, terms, present);
        boolean lifted = guard.isOverridden(name);
        check.check(team, lifted ? Environment.DEVELOPMENT : terms.environment(), terms.definition());
        return new DocumentDraft<>(name, team, now -> {
            requireAllowed(name, team, terms, now);
            return terms;
        });
    }

    private void requireAllowed(
            String name, String team, RouteTerms terms, @Nullable NamedDocument<RouteTerms> present) {
        if (present != null
                && present.team().equals(team)
                && !present.document().leadsLike(terms)) {
            refuseInRollout(name);
        }
        // A removed route passes its policy on to the next route of its name.
        String policy = present == null
                ? guard.lastPolicy(name)
                : present.document().definition().policy();
        requireLeaveToGovern(team, policy, terms.definition().policy());
    }

    /// Requires the permission to write policies. A route's policy overrides the team's, so changing it could
    /// disable the team's policy.
    private static void requireLeaveToGovern(String team, @Nullable String before, @Nullable String after) {
        if (Objects.equals(before, after) || Callers.current().may(Permission.POLICY_WRITE, team)) {
            return;
        }
        throw AccessProblem.FORBIDDEN
                .because("Setting, changing or removing a route's policy requires permission to write policies: leave"
                        + " it at "
                        + (before == null ? "none." : before + "."))
                .with("permission", Permission.POLICY_WRITE.code());
    }

    private void refuseInRollout(String name) {
        if (rollouts.isOpenOn(name)) {
            throw RouteProblem.ROLLOUT_IN_PROGRESS.because(
                    "Until the rollout ends, the route cannot be deleted, nor its variants, rules, choice, environment"
                            + " or stickiness changed. Abort the rollout, or wait.");
        }
    }

    private ProductionGuard.Draft inForce(DocumentDraft<RouteTerms> draft, RouteRequest request) {
        return inForce(draft.name(), draft.team(), new RouteTerms(request.environment(), request.definition()));
    }

    /// Adds the changes of an open rollout.
    private ProductionGuard.Draft inForce(String name, String team, RouteTerms terms) {
        RouteDefinition definition = rollouts.inForce().stream()
                .filter(rollout -> rollout.route().equals(name))
                .findFirst()
                .map(rollout -> rollout.applyTo(terms.definition()))
                .orElse(terms.definition());
        return new ProductionGuard.Draft(name, team, terms.environment(), definition);
    }

    /// Changes the policy of the route and nothing else.
    ///
    /// @param policy null for the team's
    /// @throws ProblemException 404; 400 if the team may not use the policy; 412 for a stale `ifMatch`
    NamedDocument<RouteTerms> govern(String name, @Nullable String policy, @Nullable String ifMatch) {
        NamedDocument<RouteTerms> present = routes.get(name);
        NamedDocument.checkTag(ifMatch, present);
        if (policy != null) {
            check.checkPolicy(present.team(), policy);
        }
        RouteTerms before = present.document();
        RouteTerms governed =
                new RouteTerms(before.environment(), before.definition().governedBy(policy));
        Decided decided = guard.decide(inForce(name, present.team(), governed));
        DocumentDraft<RouteTerms> draft = new DocumentDraft<>(name, present.team(), now -> {
            requireUnchanged(now, present);
            return governed;
        });
        return routes.put(draft.then(decided::apply), null);
    }

    /// Requires that the route is unchanged since it was read for the decision.
    private void requireUnchanged(@Nullable NamedDocument<RouteTerms> now, NamedDocument<RouteTerms> read) {
        if (now == null) {
            throw routes.missing();
        }
        if (now.revision() != read.revision()) {
            throw RequestProblem.CONFLICT.because("The route was changed at the same time. Repeat the request.");
        }
    }

    /// Returns the route and locks it until the current transaction ends.
    Optional<NamedDocument<RouteTerms>> lock(String name) {
        return routes.lock(name);
    }

    /// Replaces the variant of the same name in the current transaction.
    void lead(NamedDocument<RouteTerms> route, Variant variant) {
        RouteTerms before = route.document();
        List<Variant> variants = before.definition().variants().stream()
                .map(each -> each.name().equals(variant.name()) ? variant : each)
                .toList();
        routes.replace(
                route, new RouteTerms(before.environment(), before.definition().with(variants)));
    }

    Optional<NamedDocument<RouteTerms>> find(String name) {
        return routes.find(name);
    }

    /// @throws ProblemException 404
    NamedDocument<RouteTerms> get(String name) {
        return routes.get(name);
    }

    /// Returns the routes to which the caller's key is limited, if it is.
    @Override
    public @Nullable Collection<String> listed() {
        Caller caller = Callers.current();
        return caller.isLimitedToRoutes() ? caller.routes() : null;
    }

    @Override
    public List<RouteResponse> responses(List<NamedDocument<RouteTerms>> stored) {
        return stored.stream().map(RouteResponse::from).toList();
    }

    /// @throws ProblemException 404; 409 while a rollout of it is open
    @Override
    public void remove(String name, NamedDocuments<RouteTerms> documents) {
        NamedDocument<RouteTerms> present = routes.get(name);
        refuseInRollout(name);
        RouteTerms route = present.document();
        Decided decided = guard.decideRemoval(
                new ProductionGuard.Draft(name, present.team(), route.environment(), route.definition()));
        documents.remove(
                name,
                now -> {
                    requireUnchanged(now, present);
                    refuseInRollout(name);
                },
                decided::apply);
    }
}
