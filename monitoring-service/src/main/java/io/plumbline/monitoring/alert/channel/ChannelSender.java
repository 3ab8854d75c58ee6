package io.plumbline.monitoring.alert.channel;

import io.plumbline.kit.egress.OutwardPoster;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.webhook.WebhookSecret;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Sends a message to a channel, once.
@Component
public class ChannelSender {

    static final String SEAL_PURPOSE = "alert-channel-secrets";

    private final OutwardPoster poster;
    private final MailTransport mail;
    private final MessageBodies bodies;
    private final Sealer sealer;
    private final Clock clock;
    private final boolean sends;

    ChannelSender(
            OutwardPoster poster,
            MailTransport mail,
            ChannelProperties properties,
            ConsoleLinkProperties links,
            JsonMapper json,
            KeyEncryptionKey key,
            Clock clock) {
        this.poster = poster;
        this.mail = mail;
        this.bodies = new MessageBodies(links.console(), json);
        this.sealer = key.sealer(SEAL_PURPOSE);
        this.clock = clock;
        this.sends = properties.send();
    }

    /// Whether messages are sent at all.
    public boolean sends() {
        return sends;
    }

    /// Sends a message and returns the status of the response; null for mail.
    ///
    /// @param delivery the same at every attempt
    /// @throws IOException if there was no response. Its message has no secret
    public @Nullable Integer send(AlertChannels.Target channel, UUID delivery, AlertMessage message)
            throws IOException {
        ChannelPlan plan = channel.plan();
        return switch (plan.kind()) {
            case WEBHOOK -> {
                String body = bodies.webhook(message);
                yield poster.post(url(plan), signed(channel, delivery, body), body);
            }
            case SLACK -> poster.post(address(secret(channel)), Map.of(), bodies.slack(message));
            case PAGERDUTY -> poster.post(url(plan), Map.of(), bodies.pagerDuty(message, delivery, secret(channel)));
            case EMAIL -> {
                mail.send(plan.recipients(), message.headline(), bodies.mail(message), delivery.toString());
                yield null;
            }
        };
    }

    /// The address is a secret, so an error does not quote it. Earlier versions stored it with its surrounding spaces.
    private static URI address(String secret) throws IOException {
        try {
            return new URI(secret.strip());
        } catch (URISyntaxException _) {
            throw new IOException("The secret is not an address. Store the channel with a new one");
        }
    }

    private static URI url(ChannelPlan plan) {
        return URI.create(Objects.requireNonNull(plan.url(), "webhooks and PagerDuty have an address"));
    }

    private Map<String, String> signed(AlertChannels.Target channel, UUID delivery, String body) throws IOException {
        long timestamp = clock.instant().getEpochSecond();
        return new WebhookSecret(secret(channel)).headers(delivery.toString(), timestamp, body);
    }

    private String secret(AlertChannels.Target channel) throws IOException {
        byte[] sealed = channel.secret();
        if (sealed == null) {
            throw new IOException("The channel has no secret. Store it with one");
        }
        try {
            return new String(sealer.open(sealed, channel.name()), StandardCharsets.UTF_8);
        } catch (IllegalStateException e) {
            throw new IOException("The secret cannot be decrypted. Store the channel with a new one", e);
        }
    }
}
