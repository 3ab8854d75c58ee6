package io.plumbline.gateway.route.definition;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.kit.security.Role;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A prompt that calls of a route may name.
///
/// @param prompt `name` for all its versions, or `name@version`
/// @param roles roles in the route's team that may name it; every caller of the route unless set
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptGrant(
        @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,62}(@[1-9][0-9]{0,8})?")
        String prompt,

        @Size(min = 1, max = 20) @Nullable List<@NotNull @Size(max = 32) String> roles) {

    @JsonIgnore
    @AssertTrue(message = "must name existing roles, such as application or ml-engineer")
    public boolean isOfKnownRoles() {
        return roles == null
                || roles.stream()
                        .allMatch(code -> code != null && Role.ofCode(code).isPresent());
    }

    /// @param reference `name@version`
    boolean allows(String reference, Set<String> held) {
        boolean meant = reference.equals(prompt) || reference.startsWith(prompt + "@");
        return meant && (roles == null || roles.stream().anyMatch(held::contains));
    }
}
