package io.plumbline.monitoring.alert.channel;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A channel to create or replace.
///
/// @param team that owns it; without one, or `*`, the platform, for callers with the permission in every team
/// @param url where messages are posted, for `WEBHOOK` and `PAGERDUTY`. PagerDuty's default is
///     `https://events.pagerduty.com/v2/enqueue`
/// @param secret stored encrypted and never returned. `WEBHOOK`: signs the messages, `whsec_` and 24 to 64 random bytes
///     in base64. `SLACK`: the address of the incoming webhook. `PAGERDUTY`: the integration key. Required for a new
///     channel and if `kind` or `url` changes; else the stored one stays
/// @param recipients mail addresses, for `EMAIL` only
/// @param enabled default: true
record AlertChannelRequest(
        @Size(max = 63) @Nullable String team,
        @NotNull ChannelKind kind,
        @Size(max = 2_000) @Nullable String url,

        @Schema(accessMode = Schema.AccessMode.WRITE_ONLY) @Size(min = 1, max = 2_000) @Nullable
        String secret,

        @Size(max = 20) @Nullable List<@NotNull @Size(min = 3, max = 254) String> recipients,
        @Nullable Boolean enabled) {

    boolean isEnabled() {
        return enabled == null || enabled;
    }

    /// Omits the secret.
    @Override
    public String toString() {
        return "AlertChannelRequest[kind=" + kind + "]";
    }
}
