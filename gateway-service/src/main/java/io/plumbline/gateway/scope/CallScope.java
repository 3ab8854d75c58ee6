package io.plumbline.gateway.scope;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.gateway.route.resolve.ServedTarget;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Selects the calls that count: those that match all set members.
///
/// @param team of the calls
/// @param key id of the caller: of an API key, a signed-in user or a service
/// @param user whom the call concerns, as the application names them (`plumbline.subject`, otherwise `user`); `*`
///     for each user separately
/// @param route name of the route; `registry` or `direct` for calls without one
/// @param model registered model as `name` or `name@version`, or the provider's name for the model
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CallScope(
        @Pattern(regexp = NAME) @Nullable String team,
        @Size(min = 1, max = 200) @Nullable String key,
        @Size(min = 1, max = 512) @Nullable String user,
        @Pattern(regexp = NAME) @Nullable String route,
        @Size(min = 1, max = 300) @Nullable String model) {

    public static final String NAME = "[a-z0-9][a-z0-9._-]{0,62}";

    /// Instead of a user: each user separately.
    public static final String EACH = "*";

    /// Whether each user is counted separately.
    @JsonIgnore
    public boolean isForEachUser() {
        return EACH.equals(user);
    }

    /// Whether the call may count, as far as is known before the answer: a scope with a model covers it if any
    /// target has that model.
    public boolean mayCover(CallPlace call) {
        return (team == null || team.equals(call.team()))
                && (key == null || key.equals(call.key()))
                && (user == null || isForEachUser() || user.equals(call.user()))
                && (route == null || route.equals(call.resolution().route()))
                && (model == null || call.resolution().everyTarget().stream().anyMatch(this::covers));
    }

    /// Whether a call for which [#mayCover] holds counts if this target answers it.
    public boolean covers(@Nullable ServedTarget target) {
        if (model == null) {
            return true;
        }
        if (target == null) {
            return false;
        }
        return model.equals(target.upstream().model())
                || (target.model() != null
                        && (model.equals(target.model()) || model.equals(target.model() + "@" + target.version())));
    }

    /// Returns a key that separates most scopes: a scope covers only calls of its own group ([CallPlace#groups]).
    public String group() {
        if (user != null && !isForEachUser()) {
            return "user " + user;
        }
        if (key != null) {
            return "key " + key;
        }
        if (route != null) {
            return "route " + route;
        }
        return team == null ? "" : "team " + team;
    }

    /// Returns the names of its members without the values, since users may be identified by their addresses.
    public List<String> dimensions() {
        List<String> names = new ArrayList<>();
        add(names, "team", team);
        add(names, "key", key);
        add(names, isForEachUser() ? "eachUser" : "user", user);
        add(names, "route", route);
        add(names, "model", model);
        return names;
    }

    private static void add(List<String> names, String name, @Nullable String value) {
        if (value != null) {
            names.add(name);
        }
    }
}
