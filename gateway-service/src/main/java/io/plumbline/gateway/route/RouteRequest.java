package io.plumbline.gateway.route;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.configuration.RiskTier;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.route.definition.CacheTerms;
import io.plumbline.gateway.route.definition.Choice;
import io.plumbline.gateway.route.definition.Environment;
import io.plumbline.gateway.route.definition.FallbacksBy;
import io.plumbline.gateway.route.definition.Hardening;
import io.plumbline.gateway.route.definition.OutputTerms;
import io.plumbline.gateway.route.definition.PromptGrant;
import io.plumbline.gateway.route.definition.RetrievalTerms;
import io.plumbline.gateway.route.definition.RouteDefinition;
import io.plumbline.gateway.route.definition.RouteLimits;
import io.plumbline.gateway.route.definition.RouteOptions;
import io.plumbline.gateway.route.definition.Shadow;
import io.plumbline.gateway.route.definition.Sticky;
import io.plumbline.gateway.route.definition.Target;
import io.plumbline.gateway.route.definition.Variant;
import io.plumbline.gateway.rule.RouteRule;
import io.plumbline.kit.security.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A route to create or replace.
///
/// @param team that owns it; required unless the credential has exactly one
/// @param fallbacks targets tried in this order if a variant's own fails; none unless set
/// @param retries maximum number of retries per target; 0 unless set
/// @param policy name of its guard policy; if unset, the team's, otherwise `standard`. Only users who may write
///     policies can set, change or remove it
/// @param sticky what binds a call to its variant; the user unless set
/// @param rules the first matching rule limits the variants of a call
/// @param choice how a variant is chosen; by weight unless set
/// @param exploration share of calls that a choice by latency still draws by weight; 0.05 unless set
/// @param fallbacksBy fallbacks by class of failure
/// @param timeLimits maximum duration of an attempt
/// @param shadow a target that receives a share of the calls as copies, whose answers are discarded
/// @param allowedRoles a caller needs one of them in the route's team; any role that may call unless set
/// @param allowedTeams a caller needs a role in one of them; any unless set
/// @param prompts that calls may name; any of the team unless set
/// @param hardening text around the system prompt; none unless set
/// @param cache lets identical calls get the same answer again; off unless set
/// @param riskTier how much harm a wrong answer can do; the tier of what it serves unless set. A route's tier is
///     the strictest that it has served or declared
/// @param output how the requested form of answers is enforced; repaired once unless set
/// @param retrieval adds passages of a knowledge base to chats; none unless set
/// @param segmentTags names of `plumbline.tags`, each with the values that separate windows of calls; none unless
///     set
record RouteRequest(
        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String team,

        @NotNull Environment environment,
        @NotNull @Size(min = 1, max = 20) List<@NotNull @Valid Variant> variants,
        @Size(max = 10) @Nullable List<@NotNull @Valid Target> fallbacks,
        @Min(0) @Max(5) @Nullable Integer retries,

        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") @Nullable
        String policy,

        @Valid @Nullable RouteLimits limits,
        @Nullable Sticky sticky,
        @Size(max = 50) @Nullable List<@NotNull @Valid RouteRule> rules,
        @Nullable Choice choice,
        @DecimalMin("0") @DecimalMax("0.5") @Nullable Double exploration,
        @Valid @Nullable FallbacksBy fallbacksBy,
        @Valid @Nullable TimeLimits timeLimits,
        @Valid @Nullable Shadow shadow,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Size(max = 32) String> allowedRoles,

        @Size(min = 1, max = 100) @Nullable
        List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") String> allowedTeams,

        @Size(max = 200) @Nullable List<@NotNull @Valid PromptGrant> prompts,
        @Valid @Nullable Hardening hardening,
        @Valid @Nullable CacheTerms cache,
        @Valid @Nullable OutputTerms output,
        @Valid @Nullable RetrievalTerms retrieval,

        @Size(min = 1, max = 4) @Nullable
        Map<
                        @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") String,
                        @NotNull @Size(min = 1, max = 20) List<
                                @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") String>>
                segmentTags,

        @Nullable RiskTier riskTier) {

    @JsonIgnore
    @AssertTrue(message = "its variants must have different names, and weights that are not all 0")
    boolean isVariantsDistinct() {
        // What is null has a constraint of its own.
        return variants == null
                || variants.contains(null)
                || (variants.stream().map(Variant::name).distinct().count() == variants.size()
                        && variants.stream().anyMatch(variant -> variant.weight() != null && variant.weight() > 0));
    }

    @JsonIgnore
    @AssertTrue(message = "its rules must have different names and name variants of the route")
    boolean isRuledWell() {
        if (rules == null || variants == null || rules.contains(null) || variants.contains(null)) {
            return true;
        }
        Set<String> names = variants.stream().map(Variant::name).collect(Collectors.toSet());
        return rules.stream().map(RouteRule::name).distinct().count() == rules.size()
                && rules.stream().allMatch(rule -> rule.variants() == null || names.containsAll(rule.variants()));
    }

    @JsonIgnore
    @AssertTrue(message = "its allowedRoles must be existing roles, such as application or ml-engineer")
    boolean isForKnownRoles() {
        return allowedRoles == null
                || allowedRoles.stream()
                        .allMatch(code -> code != null && Role.ofCode(code).isPresent());
    }

    private RouteOptions options() {
        return new RouteOptions(
                rules,
                choice,
                exploration,
                fallbacksBy,
                timeLimits,
                shadow,
                new RouteOptions.Callers(allowedRoles, allowedTeams, prompts),
                hardening,
                cache,
                output,
                retrieval,
                segmentTags);
    }

    RouteDefinition definition() {
        return new RouteDefinition(
                variants,
                fallbacks == null ? List.of() : fallbacks,
                retries == null ? 0 : retries,
                policy,
                limits,
                sticky == null ? Sticky.USER : sticky,
                options(),
                riskTier);
    }
}
