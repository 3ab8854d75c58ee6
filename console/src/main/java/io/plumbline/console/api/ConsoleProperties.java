package io.plumbline.console.api;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/// The addresses of the console and of the services.
///
/// @param publicUrl the URL of the console for browsers
/// @param services the internal URLs of the services, by name
@Validated
@ConfigurationProperties("plumbline")
public record ConsoleProperties(
        @NotNull URI publicUrl, @NotNull Map<String, URI> services) {

    /// Returns the internal URL of a service.
    public String urlOf(RemoteService service) {
        URI url = services.get(service.id());
        if (url == null) {
            throw new IllegalStateException("plumbline.services." + service.id() + " is not set");
        }
        return url.toString();
    }

    /// Whether browsers reach the console by TLS.
    public boolean isSecure() {
        return "https".equals(publicUrl.getScheme());
    }
}
