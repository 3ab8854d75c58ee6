package io.plumbline.gateway.route;

import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.retrieval.KnowledgeBases;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.FallbacksBy;
import io.plumbline.gateway.route.definition.RetrievalTerms;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteOptions;
import io.plumbline.gateway.route.definition.Shadow;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.route.resolve.TargetDirectory;
import io.plumbline.kit.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Validates a route: everything that it refers to exists for its team and, in production, has passed its gates.
/// Recent registrations and decisions may still be on their way, so it waits briefly before it refuses.
@Component
final class RouteCheck {

    private final TargetDirectory targets;
    private final Registry registry;
    private final GuardPolicies policies;
    private final KnowledgeBases bases;

    RouteCheck(TargetDirectory targets, Registry registry, GuardPolicies policies, KnowledgeBases bases) {
        this.targets = targets;
        this.registry = registry;
        this.policies = policies;
        this.bases = bases;
    }

    /// @throws ProblemException `unknown-target` or `gate-required`, with each invalid place
    void check(String team, Environment environment, RouteDefinition definition) {
        refuse(() -> faultOf(team, environment, definition));
        RetrievalTerms retrieval = definition.options().retrieval();
        if (retrieval != null && bases.isMissing(retrieval.knowledgeBase(), team)) {
            throw unknown().at("/retrieval/knowledgeBase", "is not a knowledge base of this team");
        }
    }

    /// Validates a variant alone.
    ///
    /// @param targetPointer the target's place in the request; `promptPointer` is the prompt's
    /// @throws ProblemException `unknown-target` or `gate-required`
    void checkVariant(
            String team, Environment environment, Variant variant, String targetPointer, String promptPointer) {
        refuse(() -> {
            ProblemException unknown = unknown();
            ProblemException ungated = ungated();
            boolean production = environment == Environment.PRODUCTION;
            target(variant.target(), team, production, targetPointer, unknown, ungated);
            if (variant.prompt() != null) {
                prompt(variant.prompt(), team, production, promptPointer, unknown, ungated);
            }
            return first(unknown, ungated);
        });
    }

    /// Validates a policy alone.
    ///
    /// @throws ProblemException `unknown-target`
    void checkPolicy(String team, String policy) {
        refuse(() -> {
            ProblemException unknown = unknown();
            policy(policy, team, unknown);
            return unknown.errors().isEmpty() ? Optional.empty() : Optional.of(unknown);
        });
    }

    private void refuse(Supplier<Optional<ProblemException>> fault) {
        boolean good = registry.soon(() -> fault.get().isEmpty() ? Optional.of(Boolean.TRUE) : Optional.empty())
                .isPresent();
        if (!good) {
            fault.get().ifPresent(found -> {
                throw found;
            });
        }
    }

    private static ProblemException unknown() {
        return RouteProblem.UNKNOWN_TARGET.because(
                "A route may use models, prompts, policies and knowledge bases of its own team, and providers of its"
                        + " team or of the platform.");
    }

    private static ProblemException ungated() {
        return RouteProblem.GATE_REQUIRED.because(
                "Each version must pass the gate of every suite that its model requires and, if the risk tier requires"
                        + " it, have its promotion approved. Then repeat the request.");
    }

    private static Optional<ProblemException> first(ProblemException unknown, ProblemException ungated) {
        if (!unknown.errors().isEmpty()) {
            return Optional.of(unknown);
        }
        return ungated.errors().isEmpty() ? Optional.empty() : Optional.of(ungated);
    }

    private Optional<ProblemException> faultOf(String team, Environment environment, RouteDefinition definition) {
        ProblemException unknown = unknown();
        ProblemException ungated = ungated();
        boolean production = environment == Environment.PRODUCTION;
        List<Variant> variants = definition.variants();
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            String pointer = "/variants/" + i;
            target(variant.target(), team, production, pointer + "/target", unknown, ungated);
            if (variant.prompt() != null) {
                prompt(variant.prompt(), team, production, pointer + "/prompt", unknown, ungated);
            }
        }
        for (int i = 0; i < definition.fallbacks().size(); i++) {
            target(definition.fallbacks().get(i), team, production, "/fallbacks/" + i, unknown, ungated);
        }
        options(definition.options(), team, production, unknown, ungated);
        policy(definition.policy(), team, unknown);
        return first(unknown, ungated);
    }

    private void policy(@Nullable String policy, String team, ProblemException unknown) {
        if (policy != null && policies.find(policy, team).isEmpty()) {
            unknown.at("/policy", "is not a guard policy that this team may use");
        }
    }

    private void options(
            RouteOptions options, String team, boolean production, ProblemException unknown, ProblemException ungated) {
        FallbacksBy by = options.fallbacksBy();
        for (FailureClass why : FailureClass.values()) {
            List<Target> fallbacks = by == null ? null : by.of(why);
            for (int i = 0; fallbacks != null && i < fallbacks.size(); i++) {
                String pointer = "/fallbacksBy/" + why.wireName() + "/" + i;
                target(fallbacks.get(i), team, production, pointer, unknown, ungated);
            }
        }
        Shadow shadow = options.shadow();
        if (shadow != null) {
            // Nobody gets its answers, so it need not have passed its gates; but it must be registered.
            target(shadow.target(), team, false, "/shadow/target", unknown, ungated);
            if (production && shadow.target().isDirect()) {
                ungated.at("/shadow/target", "is not a registered version");
            }
        }
    }

    private void target(
            Target target,
            String team,
            boolean production,
            String pointer,
            ProblemException unknown,
            ProblemException ungated) {
        Optional<ServedTarget> served = targets.find(target, team);
        if (served.isEmpty()) {
            unknown.at(pointer, "does not exist, or its provider does not");
        } else if (production && !served.get().mayServeProduction()) {
            ungated.at(
                    pointer,
                    target.isDirect()
                            ? "is not a registered version"
                            : target.label() + " has not passed its gates or is not approved");
        }
    }

    private void prompt(
            String reference,
            String team,
            boolean production,
            String pointer,
            ProblemException unknown,
            ProblemException ungated) {
        Optional<PromptVersionEntry> prompt = targets.prompt(reference, team);
        if (prompt.isEmpty()) {
            unknown.at(pointer, "does not exist");
        } else if (production && !prompt.get().mayServeProduction()) {
            ungated.at(pointer, reference + " has not passed its gates or is not approved");
        }
    }
}
