package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.gateway.provider.TimeLimits;
import io.plumbline.gateway.rule.RouteRule;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The options of a route beyond weights. Unset options are off. In JSON, the members of `callers` are members of
/// the options themselves. Immutable.
///
/// @param rules the first matching rule limits the variants
/// @param exploration share of calls that a choice by latency draws by weight, 0..0.5
/// @param retrieval the knowledge base whose passages the model receives
/// @param segmentTags the values of `plumbline.tags` that separate windows of calls, by the tag's name
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RouteOptions(
        @Nullable List<RouteRule> rules,
        @Nullable Choice choice,
        @Nullable Double exploration,
        @Nullable FallbacksBy fallbacksBy,
        @Nullable TimeLimits timeLimits,
        @Nullable Shadow shadow,
        @JsonUnwrapped Callers callers,
        @Nullable Hardening hardening,
        @Nullable CacheTerms cache,
        @Nullable OutputTerms output,
        @Nullable RetrievalTerms retrieval,
        @Nullable Map<String, List<String>> segmentTags) {

    public static final RouteOptions NONE =
            new RouteOptions(null, null, null, null, null, null, Callers.ANY, null, null, null, null, null);

    private static final double USUAL_EXPLORATION = 0.05;

    /// Who may call a route, and which prompts the calls may name.
    ///
    /// @param allowedRoles a caller needs one of them in the route's team
    /// @param allowedTeams a caller needs a role in one of them
    /// @param prompts that calls may name; any of the team if null
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Callers(
            @Nullable List<String> allowedRoles,
            @Nullable List<String> allowedTeams,
            @Nullable List<PromptGrant> prompts) {

        static final Callers ANY = new Callers(null, null, null);
    }

    public List<RouteRule> rulesOrNone() {
        return rules == null ? List.of() : rules;
    }

    public Choice choiceOrUsual() {
        return choice == null ? Choice.WEIGHTED : choice;
    }

    public double explorationOrUsual() {
        return exploration == null ? USUAL_EXPLORATION : exploration;
    }

    /// Whether the other routes calls in the same way.
    boolean leadsLike(RouteOptions other) {
        return rulesOrNone().equals(other.rulesOrNone())
                && choiceOrUsual() == other.choiceOrUsual()
                && Objects.equals(exploration, other.exploration);
    }

    RouteOptions with(List<RouteRule> others) {
        return new RouteOptions(
                others,
                choice,
                exploration,
                fallbacksBy,
                timeLimits,
                shadow,
                callers,
                hardening,
                cache,
                output,
                retrieval,
                segmentTags);
    }

    /// Returns only the options that concern the texts to and from the model.
    public RouteOptions ofTexts() {
        return new RouteOptions(
                null, null, null, null, null, null, Callers.ANY, hardening, null, output, retrieval, null);
    }

    public boolean allowsTeamsOf(Caller caller) {
        List<String> allowedTeams = callers.allowedTeams();
        return allowedTeams == null
                || caller.has(Role.PLATFORM_ADMIN)
                || caller.grants().containsKey(Caller.EVERY_TEAM)
                || allowedTeams.stream().anyMatch(caller.grants()::containsKey);
    }

    public boolean allowsRolesOf(Caller caller, String team) {
        List<String> allowedRoles = callers.allowedRoles();
        if (allowedRoles == null || caller.has(Role.PLATFORM_ADMIN)) {
            return true;
        }
        Set<String> held = caller.rolesIn(team);
        return allowedRoles.stream().anyMatch(held::contains);
    }

    /// Whether the caller's calls may name a prompt.
    ///
    /// @param reference `name@version`
    public boolean allowsPrompt(String reference, Caller caller, String team) {
        List<PromptGrant> prompts = callers.prompts();
        if (prompts == null || caller.has(Role.PLATFORM_ADMIN)) {
            return true;
        }
        Set<String> held = caller.rolesIn(team);
        return prompts.stream().anyMatch(grant -> grant.allows(reference, held));
    }
}
