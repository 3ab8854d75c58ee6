package io.plumbline.governance.key;

import io.plumbline.governance.team.TeamName;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Request bodies of API keys.
final class KeyRequests {

    private static final int MAX_SCOPES = 20;
    private static final int MAX_ROUTES = 100;
    /// Thirty days.
    private static final int MAX_GRACE_SECONDS = 2_592_000;

    private KeyRequests() {}

    /// @param scopes additional rights, for example `direct-models`
    /// @param routes the only routes that the key may use; absent or empty means all routes of its team
    /// @param machine whether it is a machine key, which has no owner, although a user creates it; default:
    ///     false
    /// @param owner the owner, who counts as the same person as the key; default: the requesting user. The owner
    ///     must have the role, and only a platform admin may name another user
    record ApiKeyRequest(
            @NotBlank @Size(max = 100) @Pattern(regexp = "\\P{Cntrl}*", message = "must not contain control characters")
            String name,

            @Nullable @TeamName String team,
            @NotBlank @Size(max = 40) String role,

            @Nullable @Size(max = MAX_SCOPES)
            List<@NotNull @Size(max = 63) @Pattern(regexp = "[a-z][a-z0-9-]*") String> scopes,

            @Nullable @Size(max = MAX_ROUTES) List<@NotNull @TeamName String> routes,
            @Nullable @Future Instant expiresAt,
            @Nullable UUID owner,
            @Nullable Boolean machine) {}

    /// @param graceSeconds how long the previous secret remains valid; absent means not at all
    record Rotation(
            @Nullable @Min(0) @Max(MAX_GRACE_SECONDS) Integer graceSeconds) {}
}
