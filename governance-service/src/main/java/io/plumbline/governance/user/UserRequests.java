package io.plumbline.governance.user;

import io.plumbline.governance.team.TeamName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Request bodies of users.
final class UserRequests {

    private static final int MAX_GRANTS = 200;

    private UserRequests() {}

    record GrantRequest(
            @NotNull @TeamName String team,
            @NotBlank @Size(max = 40) String role) {}

    /// @param mustChangePassword whether the password is temporary: the first sign-in asks for another; default:
    ///     false
    record NewUser(
            @NotBlank
            @Size(max = 100)
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9._@+-]*",
                    message = "must contain only letters, digits, '.', '_', '@', '+', '-'")
            String username,

            @NotNull @Password String password,
            @NotNull @Size(max = MAX_GRANTS) List<@Valid @NotNull GrantRequest> grants,
            @Nullable Boolean mustChangePassword) {

        @Override
        public String toString() {
            return "NewUser";
        }
    }

    /// Missing members stay unchanged.
    ///
    /// @param mustChangePassword whether the new password is temporary: the next sign-in asks for another
    record UserChange(
            @Nullable @Password String password,
            @Nullable Boolean disabled,
            @Nullable @Size(max = MAX_GRANTS) List<@Valid @NotNull GrantRequest> grants,
            @Nullable Boolean mustChangePassword) {

        @Override
        public String toString() {
            return "UserChange";
        }
    }
}
