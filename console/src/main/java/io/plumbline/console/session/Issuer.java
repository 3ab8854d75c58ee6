package io.plumbline.console.session;

import io.plumbline.console.api.ApiClients;
import io.plumbline.console.api.ApiProblem;
import io.plumbline.console.api.RemoteService;
import io.plumbline.kit.security.SecurityProperties;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/// Calls of governance-service's token endpoints for existing sign-ins.
final class Issuer {

    private final RestClient governance;
    private final JwtDecoder idTokens;
    private final SecurityProperties security;
    private final Clock clock;

    /// @param idTokens verifies ID tokens for this client
    Issuer(ApiClients clients, JwtDecoder idTokens, SecurityProperties security, Clock clock) {
        this.governance = clients.withoutToken(RemoteService.GOVERNANCE);
        this.idTokens = idTokens;
        this.security = security;
        this.clock = clock;
    }

    /// An answer of the token endpoint.
    private record TokenResponse(
            @com.fasterxml.jackson.annotation.JsonProperty("access_token")
            String accessToken,

            @com.fasterxml.jackson.annotation.JsonProperty("id_token")
            String idToken,

            @com.fasterxml.jackson.annotation.JsonProperty("expires_in")
            long expiresIn) {}

    private record Introspection(boolean active) {}

    /// Returns the user with new tokens and current grants; empty if the sign-in has ended.
    ///
    /// @throws io.plumbline.console.api.ServiceUnavailable if governance-service does not answer
    Optional<ConsoleUser> refresh(ConsoleUser user) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "refresh_token");
        form.add("refresh_token", user.tokens().refresh());
        TokenResponse response;
        try {
            response = post("/oauth2/token", form, TokenResponse.class);
        } catch (ApiProblem refused) {
            return Optional.empty();
        }
        if (response == null) {
            return Optional.empty();
        }
        SessionTokens tokens = new SessionTokens(
                response.accessToken(),
                clock.instant().plusSeconds(response.expiresIn()),
                user.tokens().refresh(),
                response.idToken());
        return Optional.of(ConsoleUser.of(idTokens.decode(response.idToken()).getClaims(), tokens));
    }

    /// Whether the sign-in is still valid: the user has not signed out elsewhere, and is not disabled.
    ///
    /// @throws io.plumbline.console.api.ServiceUnavailable if governance-service does not answer
    boolean isLive(ConsoleUser user) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("token", user.tokens().refresh());
        form.add("token_type_hint", "refresh_token");
        try {
            Introspection answer = post("/oauth2/introspect", form, Introspection.class);
            return answer != null && answer.active();
        } catch (ApiProblem refused) {
            return false;
        }
    }

    private <T> @Nullable T post(String path, MultiValueMap<String, String> form, Class<T> type) {
        return governance
                .post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(SignIn.CLIENT, security.clientSecret()))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .retrieve()
                .body(type);
    }
}
