package io.plumbline.kit;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The identity of this service and the addresses of its siblings.
///
/// @param service `governance`, `registry`, `gateway`, `eval` or `monitoring`; also the name of its database
///     schema
/// @param publicUrl the URL of this service for browsers and clients
/// @param services the internal URLs of the services, by name
/// @param keyEncryptionKey 32 random bytes in base64, the same for all services of an installation
/// @param pseudonymKey 32 random bytes in base64, the key of the hash that pseudonymises data subjects
/// @param trustedProxies a regular expression that matches the whole address of each front proxy whose
///     `X-Forwarded-For` and `X-Forwarded-Proto` are trusted; read by Tomcat. Default: no proxy is trusted
@Validated
@ConfigurationProperties("plumbline")
public record ServiceProperties(
        @NotBlank String service,
        @NotNull URI publicUrl,
        @NotNull Map<String, URI> services,
        @NotBlank String keyEncryptionKey,
        @NotBlank String pseudonymKey,
        @Nullable String trustedProxies) {

    /// Returns the internal URL of a service.
    public URI urlOf(String name) {
        URI url = services.get(name);
        if (url == null) {
            throw new IllegalStateException("plumbline.services." + name + " is not set");
        }
        return url;
    }

    @Override
    public String toString() {
        return "ServiceProperties[service=" + service + ", publicUrl=" + publicUrl + "]";
    }
}
