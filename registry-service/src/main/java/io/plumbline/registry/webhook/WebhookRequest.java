package io.plumbline.registry.webhook;

import io.plumbline.kit.webhook.WebhookSecret;
import io.plumbline.registry.asset.Names;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The body that creates or replaces a webhook.
///
/// @param url where events are posted
/// @param secret signs the events: `whsec_` and 24 to 64 random bytes in base64. Required for a new webhook; if absent,
///     the stored one stays
/// @param enabled default: true
record WebhookRequest(
        @Nullable @Pattern(regexp = Names.NAME) String team,

        @NotBlank @Size(max = 2000) String url,

        @NotEmpty @Size(max = 10) Set<@NotNull WebhookEvent> events,

        @Nullable @Size(max = 200) @Pattern(regexp = WebhookSecret.PATTERN)
        String secret,

        @Nullable Boolean enabled) {

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    /// Omits the secret.
    @Override
    public String toString() {
        return "WebhookRequest[url=" + url + "]";
    }
}
