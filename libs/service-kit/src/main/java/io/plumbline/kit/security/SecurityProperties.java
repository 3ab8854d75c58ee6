package io.plumbline.kit.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// Authentication settings of a service.
///
/// @param issuer public URL of governance-service, the `iss` of its tokens
/// @param jwksUri where this service fetches the issuer's keys; may be an internal address
/// @param clientSecret secret of this service at the token endpoint; its client id is `<service>-service`
@Validated
@ConfigurationProperties("plumbline.security")
public record SecurityProperties(
        @NotNull URI issuer, @NotNull URI jwksUri, @NotBlank String clientSecret) {

    @Override
    public String toString() {
        return "SecurityProperties[issuer=" + issuer + ", jwksUri=" + jwksUri + "]";
    }
}
