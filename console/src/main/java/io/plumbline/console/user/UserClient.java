package io.plumbline.console.user;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PatchExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Users and their grants.
@ServiceApi(RemoteService.GOVERNANCE)
@HttpExchange("/api/v1/users")
public interface UserClient {

    /// Ordered by name.
    ///
    /// @param team only users with a grant there; null for all
    @GetExchange
    Page<User> list(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{id}")
    User get(@PathVariable UUID id);

    @PostExchange
    User create(@RequestBody NewUser body);

    @PatchExchange("/{id}")
    User change(
            @PathVariable UUID id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody UserChange body);

    /// A user.
    ///
    /// @param lastSignInAt null for never
    /// @param mustChangePassword whether the password is a temporary one
    record User(
            UUID id,
            String username,
            boolean disabled,
            List<UserGrant> grants,
            Instant createdAt,
            @Nullable Instant lastSignInAt,
            boolean mustChangePassword,
            long version) {

        /// Returns the state, as a word of the badge.
        public String state() {
            if (disabled) {
                return "DEACTIVATED";
            }
            return !mustChangePassword ? "ACTIVE" : lastSignInAt == null ? "INVITED" : "PASSWORD_RESET";
        }

        String tag() {
            return "\"" + version + "\"";
        }
    }

    /// A role in a team.
    record UserGrant(String team, String role) {}

    /// The body that creates a user.
    record NewUser(String username, String password, List<UserGrant> grants, boolean mustChangePassword) {

        @Override
        public String toString() {
            return "NewUser";
        }
    }

    /// The body that changes a user; null leaves a member as it is.
    record UserChange(
            @Nullable String password,
            @Nullable Boolean disabled,
            @Nullable List<UserGrant> grants,
            @Nullable Boolean mustChangePassword) {

        @Override
        public String toString() {
            return "UserChange";
        }
    }
}
