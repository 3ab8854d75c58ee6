package io.plumbline.kit;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// Who this service is and where the others are.
///
/// @param service `governance`, `registry`, `gateway`, `eval` or `monitoring`; also the name of the service's
///     schema
/// @param publicUrl the address of this service for browsers and clients
/// @param services the addresses of the services for each other, by name
/// @param keyEncryptionKey 32 random bytes in base64, the same for all services of an installation
/// @param pseudonymKey 32 random bytes in base64, the key of the hash that pseudonymises data subjects
/// @param trustedProxies a regular expression that must match the whole address of a trusted proxy. Only trusted
///     proxies may set `X-Forwarded-For` and `X-Forwarded-Proto`. No proxy is trusted unless set. Passed to Tomcat
@Validated
@ConfigurationProperties("plumbline")
public record ServiceProperties(
        @NotBlank String service,
        @NotNull URI publicUrl,
        @NotNull Map<String, URI> services,
        @NotBlank String keyEncryptionKey,
        @NotBlank String pseudonymKey,
        @Nullable String trustedProxies) {

    /// Where the named service is reached from here.
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
