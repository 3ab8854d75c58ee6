package io.plumbline.registry.knowledge.search;

import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Role;
import io.plumbline.registry.asset.Names;
import io.plumbline.registry.knowledge.KnowledgeBaseTags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A search on behalf of the caller of a route.
///
/// @param team that must own the knowledge base
/// @param tags one of which each chunk has; empty for all
record PassageRequest(
        @NotNull @Pattern(regexp = Names.NAME) String team,
        @NotNull @Valid Reader reader,
        @NotBlank @Size(max = 4000) String query,
        @Min(1) @Max(20) int limit,

        @NotNull @Size(max = 20) List<@NotNull @Pattern(regexp = KnowledgeBaseTags.TAG) String> tags) {

    /// The caller, as the gateway has authenticated it.
    ///
    /// @param grants team → codes of roles; unknown roles grant nothing
    record Reader(
            @NotNull Caller.ActorType type,

            @NotBlank @Size(max = 200) String id,

            @NotNull @Size(max = 1000)
            Map<@NotNull @Size(max = 63) String, @NotNull Set<@NotNull @Size(max = 63) String>> grants) {

        Caller caller() {
            Map<String, Set<Role>> roles = new HashMap<>();
            grants.forEach((team, codes) -> roles.put(
                    team,
                    codes.stream()
                            .map(Role::ofCode)
                            .flatMap(Optional::stream)
                            .collect(Collectors.toUnmodifiableSet())));
            return new Caller(type, id, Map.copyOf(roles), Set.of(), Set.of());
        }
    }
}
