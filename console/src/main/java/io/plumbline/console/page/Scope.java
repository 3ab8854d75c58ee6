package io.plumbline.console.page;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/// What the pickers of the top bar have selected. Kept in the session; a handler takes it as
/// `@ModelAttribute("scope") Scope scope`.
///
/// @param team null for all teams of the user
public record Scope(@Nullable String team, TimeRange range) implements Serializable {

    static final Scope INITIAL = new Scope(null, TimeRange.DAY);

    /// Whether a resource of this team is selected.
    public boolean includes(@Nullable String resourceTeam) {
        return team == null || team.equals(resourceTeam);
    }
}
