package io.plumbline.gateway.rule;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.kit.security.Role;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The conditions on a call, all of which must be satisfied. Of a list, one element is sufficient.
///
/// @param teams the caller holds a role in one of them
/// @param roles the caller holds one of them in the route's team, such as `application`
/// @param tags names of `plumbline.tags`, each with the matching values
/// @param inputTokens the length of the call
/// @param time when it arrives
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Conditions(
        @Size(min = 1, max = 100) @Nullable List<@NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}") String> teams,
        @Size(min = 1, max = 20) @Nullable List<@NotNull @Size(max = 32) String> roles,

        @Size(min = 1, max = 32) @Nullable
        Map<@Size(min = 1, max = 512) String, @NotNull @Size(min = 1, max = 50) List<@NotNull @Size(max = 512) String>>
                tags,

        @Valid @Nullable TokenRange inputTokens,
        @Valid @Nullable TimeWindow time) {

    @JsonIgnore
    @AssertTrue(message = "must contain at least one condition: teams, roles, tags, inputTokens or time")
    public boolean isAnything() {
        return Stream.of(teams, roles, tags, inputTokens, time).anyMatch(Objects::nonNull);
    }

    @JsonIgnore
    @AssertTrue(message = "must name existing roles, such as application or ml-engineer")
    public boolean isOfKnownRoles() {
        return roles == null
                || roles.stream()
                        .allMatch(code -> code != null && Role.ofCode(code).isPresent());
    }

    boolean hold(CallFacts call) {
        return (teams == null || teams.stream().anyMatch(call::isOfTeam))
                && (roles == null || roles.stream().anyMatch(call.roles()::contains))
                && (tags == null || hold(tags, call.tags()))
                && (inputTokens == null || inputTokens.holds(call.inputTokens()))
                && (time == null || time.holds(call.now()));
    }

    private static boolean hold(Map<String, List<String>> wanted, Map<String, String> said) {
        for (Map.Entry<String, List<String>> tag : wanted.entrySet()) {
            String value = said.get(tag.getKey());
            if (value == null || !tag.getValue().contains(value)) {
                return false;
            }
        }
        return true;
    }
}
