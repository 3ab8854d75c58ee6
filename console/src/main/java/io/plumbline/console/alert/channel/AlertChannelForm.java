package io.plumbline.console.alert.channel;

import io.plumbline.console.alert.channel.AlertChannelClient.Channel;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a channel.
///
/// @param secret empty keeps the stored one
/// @param recipients mail addresses, one a line
record AlertChannelForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String kind,
        @Nullable String url,
        @Nullable String secret,
        @Nullable String recipients) {

    static final List<String> KINDS = List.of("WEBHOOK", "SLACK", "PAGERDUTY", "EMAIL");

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static AlertChannelForm of(Channel channel) {
        return new AlertChannelForm(
                channel.name(),
                channel.team(),
                channel.kind(),
                channel.url(),
                "",
                String.join("\n", channel.recipients()));
    }

    /// Returns a new signing secret, as Standard Webhooks 1.0 defines it.
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    /// Whether the channel is new and needs a signing secret, and the form has no secret.
    boolean lacksSigningSecret() {
        return "WEBHOOK".equals(kind) && text(secret).isEmpty();
    }

    AlertChannelForm withSecret(String other) {
        return new AlertChannelForm(name, team, kind, url, other, recipients);
    }

    /// Returns the body of the `PUT`. Members of other kinds are left out.
    Map<String, Object> body(boolean enabled) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(body, "team", text(team));
        put(body, "kind", text(kind));
        if ("WEBHOOK".equals(kind) || "PAGERDUTY".equals(kind)) {
            put(body, "url", text(url));
        }
        if ("EMAIL".equals(kind)) {
            body.put(
                    "recipients",
                    text(recipients)
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList());
        } else {
            put(body, "secret", text(secret));
        }
        body.put("enabled", enabled);
        return body;
    }

    private static void put(Map<String, Object> body, String name, String value) {
        if (!value.isEmpty()) {
            body.put(name, value);
        }
    }

    /// Omits the secret.
    @Override
    public String toString() {
        return "AlertChannelForm[name=" + name + "]";
    }
}
