package io.plumbline.governance.token;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The clients of the authorization server: Plumbline's own services, by client id (`eval-service`).
///
/// @param clients each with its secret; those with pages also with the redirect address of sign-in
@Validated
@ConfigurationProperties("plumbline")
public record PlatformClientProperties(@NotEmpty Map<String, @Valid PlatformClient> clients) {

    /// @param secret the client's secret, at least as random as a key: 256 bits
    /// @param redirectUri the address to which a sign-in returns; not set for a service without pages
    /// @param postLogoutRedirectUri the address to which a sign-out returns; set for a client that keeps people
    ///     signed in with refresh tokens
    public record PlatformClient(
            @NotBlank String secret,
            @Nullable URI redirectUri,
            @Nullable URI postLogoutRedirectUri) {

        @Override
        public String toString() {
            return "PlatformClient[redirectUri=" + redirectUri + "]";
        }
    }

    /// Returns where a sign-out at the client's request leads: the wanted address if the client registered it.
    public Optional<String> afterLogout(String clientId, @Nullable URI wanted) {
        return Optional.ofNullable(clients.get(clientId))
                .map(PlatformClient::postLogoutRedirectUri)
                .filter(registered -> registered.equals(wanted))
                .map(URI::toString);
    }

    /// Returns the possible redirect origins of sign-in, separated by spaces, for a page's `form-action`.
    public String redirectOrigins() {
        return clients.values().stream()
                .map(PlatformClient::redirectUri)
                .filter(uri -> uri != null)
                .map(uri -> uri.getScheme() + "://" + uri.getRawAuthority())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
