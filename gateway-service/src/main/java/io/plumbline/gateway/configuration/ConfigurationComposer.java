package io.plumbline.gateway.configuration;

import io.plumbline.clients.registry.RegistrySnapshot.PromptVersionEntry;
import io.plumbline.configuration.RiskTier;
import io.plumbline.configuration.ServedConfiguration;
import io.plumbline.configuration.ServedConfiguration.Environment;
import io.plumbline.configuration.ServedConfiguration.Fallback;
import io.plumbline.configuration.ServedConfiguration.Prompt;
import io.plumbline.configuration.ServedConfiguration.Retrieval;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.GuardPolicies;
import io.plumbline.gateway.registry.Registry;
import io.plumbline.gateway.route.definition.Hardening;
import io.plumbline.gateway.route.definition.OutputTerms;
import io.plumbline.gateway.route.definition.RetrievalTerms;
import io.plumbline.gateway.route.definition.Route;
import io.plumbline.gateway.route.definition.RouteOptions;
import io.plumbline.gateway.route.definition.Shadow;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.gateway.route.resolve.Registrations;
import io.plumbline.gateway.route.resolve.Resolution;
import io.plumbline.gateway.route.resolve.ServedTarget;
import io.plumbline.gateway.route.resolve.ServedTargets;
import io.plumbline.gateway.route.resolve.TargetDirectory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Composes served configurations from the gateway's memory: of a route's variants, and of a call in progress.
/// Both use the same method, so that the digest of a call equals that of its variant as long as nothing has
/// changed in between.
@Component
final class ConfigurationComposer {

    private static final String ANY = "any";

    private final ServedTargets targets;
    private final TargetDirectory directory;
    private final GuardPolicies policies;
    private final Registry registry;

    ConfigurationComposer(ServedTargets targets, TargetDirectory directory, GuardPolicies policies, Registry registry) {
        this.targets = targets;
        this.directory = directory;
        this.policies = policies;
        this.registry = registry;
    }

    /// @param digest of the configuration, which every call needs
    /// @param tier the strictest of the possible targets and the prompt
    record Composed(ServedConfiguration configuration, String digest, RiskTier tier) {

        Composed(ServedConfiguration configuration, RiskTier tier) {
            this(configuration, configuration.digest(), tier);
        }
    }

    /// A prompt's version as calls use it.
    ///
    /// @param name in configurations
    record Bound(Prompt name, PromptVersionEntry version, RiskTier tier) {}

    /// Returns variant → current configuration. Leaves out variants without a target that may answer, or whose
    /// prompt does not exist, since they serve no calls.
    Map<String, Composed> of(Route route) {
        EffectivePolicy policy = policies.inForce(route.definition().policy(), route.team());
        Map<String, Composed> composed = new LinkedHashMap<>();
        for (Variant variant : route.definition().variants()) {
            ServedTargets.Found found = targets.of(route, variant);
            Optional<Bound> prompt =
                    Optional.ofNullable(variant.prompt()).flatMap(reference -> prompt(reference, route.team()));
            if (!found.targets().isEmpty() && (variant.prompt() == null || prompt.isPresent())) {
                composed.put(
                        variant.name(),
                        compose(
                                Environment.valueOf(route.environment().name()),
                                new Parts(found.targets(), found.fallbacksBy(), found.shadow()),
                                route.definition().options(),
                                policy,
                                prompt.orElse(null)));
            }
        }
        return composed;
    }

    /// Returns the configuration of a resolved call.
    Composed of(Resolution resolution, EffectivePolicy policy, @Nullable Bound prompt) {
        // What is called round a route is evaluated for production.
        boolean development = !resolution.production() && !resolution.isRound();
        return compose(
                development ? Environment.DEVELOPMENT : Environment.PRODUCTION,
                new Parts(
                        resolution.targets(),
                        resolution.way().fallbacksBy(),
                        resolution.way().shadow()),
                resolution.way().options(),
                policy,
                prompt);
    }

    /// Returns a prompt version of the team.
    ///
    /// @param reference `name@version`
    Optional<Bound> prompt(String reference, String team) {
        String name = reference.substring(0, reference.indexOf('@'));
        return directory
                .prompt(reference, team)
                .map(version -> new Bound(
                        Registrations.of(name, version),
                        version,
                        Registrations.tier(registry.prompt(name)
                                .map(entry -> entry.riskTier())
                                .orElse(null))));
    }

    /// The targets that answer or receive mirrored calls.
    private record Parts(
            List<ServedTarget> targets,
            Map<FailureClass, List<ServedTarget>> fallbacksBy,
            @Nullable ServedTarget shadow) {}

    private static Composed compose(
            Environment environment,
            Parts parts,
            RouteOptions options,
            EffectivePolicy policy,
            @Nullable Bound prompt) {
        List<Fallback> fallbacks = new ArrayList<>();
        RiskTier tier = prompt == null ? RiskTier.MINIMAL : prompt.tier();
        for (ServedTarget target : parts.targets()) {
            tier = tier.or(tierOf(target));
        }
        for (ServedTarget target : parts.targets().subList(1, parts.targets().size())) {
            fallbacks.add(new Fallback(ANY, target.configured()));
        }
        for (FailureClass why : FailureClass.values()) {
            for (ServedTarget target : parts.fallbacksBy().getOrDefault(why, List.of())) {
                fallbacks.add(new Fallback(why.wireName(), target.configured()));
                tier = tier.or(tierOf(target));
            }
        }
        Shadow shadow = options.shadow();
        ServedTarget mirrored = parts.shadow();
        ServedConfiguration configuration = new ServedConfiguration(
                environment,
                parts.targets().getFirst().configured(),
                prompt == null ? null : prompt.name(),
                hardening(options.hardening()),
                policy.revision(),
                retrieval(options.retrieval()),
                output(options.output()),
                fallbacks,
                shadow == null || mirrored == null
                        ? null
                        : new ServedConfiguration.Shadow(shadow.share(), mirrored.configured()));
        return new Composed(configuration, tier);
    }

    private static RiskTier tierOf(ServedTarget target) {
        return target.registration() == null
                ? RiskTier.MINIMAL
                : target.registration().tier();
    }

    private static @Nullable String hardening(@Nullable Hardening hardening) {
        if (hardening == null) {
            return null;
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("prefix", hardening.prefix());
        words.put("suffix", hardening.suffix());
        return ServedConfiguration.digestOf(words);
    }

    private static @Nullable Retrieval retrieval(@Nullable RetrievalTerms terms) {
        if (terms == null) {
            return null;
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("knowledgeBase", terms.knowledgeBase());
        document.put("limit", terms.limitOrUsual());
        document.put("maximumTokens", terms.tokensOrUsual());
        document.put("tags", terms.tagsOrAny().stream().distinct().sorted().toList());
        document.put("onFailure", terms.onFailureOrUsual().name());
        return new Retrieval(terms.knowledgeBase(), ServedConfiguration.digestOf(document));
    }

    private static @Nullable String output(@Nullable OutputTerms output) {
        if (output == null || (output.check() == null && output.streams() == null)) {
            return null;
        }
        return ServedConfiguration.digestOf(
                Map.of("check", output.checkOrUsual().name(), "holdsStreams", output.holdsStreams()));
    }
}
