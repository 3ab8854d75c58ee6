package io.plumbline.monitoring.alert.channel;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.plumbline.kit.document.NamedDocument;
import java.time.Instant;

/// A channel in the API: the members of its `PUT` except the secret.
record AlertChannelResponse(
        String name,
        String team,
        @JsonUnwrapped ChannelPlan plan,
        boolean hasSecret,
        Instant createdAt,
        Instant updatedAt) {

    static AlertChannelResponse from(NamedDocument<ChannelTerms> channel) {
        return new AlertChannelResponse(
                channel.name(),
                channel.team(),
                channel.document().plan(),
                channel.document().secret() != null,
                channel.createdAt(),
                channel.updatedAt());
    }
}
