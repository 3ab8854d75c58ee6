package io.plumbline.registry.webhook;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.egress.OutwardPoster;
import io.plumbline.kit.outbox.OutboxSender;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.webhook.WebhookSecret;
import io.plumbline.registry.webhook.WebhookStore.Due;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends events to webhooks. A failed delivery is repeated for three days, as Standard Webhooks suggests. A webhook of
/// which every delivery failed for three days, or whose address answers 410, is disabled.
@Component
class WebhookSender implements OutboxSender.Outbox<Due> {

    static final String SEAL_PURPOSE = "webhook-secrets";

    private static final int GONE = 410;
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    private final WebhookStore store;
    private final OutwardPoster client;
    private final Sealer sealer;
    private final AuditTrail trail;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final OutboxSender<Due> sender;

    WebhookSender(
            WebhookStore store,
            OutwardPoster client,
            KeyEncryptionKey key,
            AuditTrail trail,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.store = store;
        this.client = client;
        this.sealer = key.sealer(SEAL_PURPOSE);
        this.trail = trail;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
        this.sender = new OutboxSender<>("webhooks", this, PAUSES, clock);
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void poll() {
        sender.poll();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        sender.forget();
    }

    @Override
    public List<Due> take(Instant now, Instant until, int most) {
        return Tenancy.callAsPlatform(() -> store.take(now, until, most));
    }

    @Override
    public void send(Due due) {
        Tenancy.runAs(Set.of(Tenancy.EVERY_TEAM), () -> attempt(due));
    }

    @Override
    public void forget(Instant before) {
        Tenancy.runAs(Set.of(Tenancy.EVERY_TEAM), () -> store.forget(before));
    }

    private void attempt(Due due) {
        try {
            int status = client.post(URI.create(due.url()), headers(due), due.body());
            if (status / 100 == 2) {
                store.delivered(due, status);
            } else {
                fail(due, status, null);
            }
        } catch (IOException e) {
            fail(due, null, OutboxSender.reason(e));
        }
    }

    private Map<String, String> headers(Due due) throws IOException {
        long timestamp = clock.instant().getEpochSecond();
        return secret(due).headers(due.id().toString(), timestamp, due.body());
    }

    private WebhookSecret secret(Due due) throws IOException {
        try {
            return new WebhookSecret(new String(sealer.open(due.secret(), due.webhook()), StandardCharsets.UTF_8));
        } catch (IllegalStateException e) {
            throw new IOException("The secret cannot be decrypted. Store the webhook with a new one", e);
        }
    }

    private void fail(Due due, @Nullable Integer status, @Nullable String error) {
        Instant now = clock.instant();
        Instant next = sender.next(due.attempts());
        boolean isGone = status != null && status == GONE;
        transactions.executeWithoutResult(_ -> {
            store.failed(due, status, error, next, now);
            store.disable(due.webhook(), isGone ? now : now.minus(PATIENCE), now)
                    .ifPresent(
                            team -> trail.append(AuditEntry.of(WebhookAction.DISABLED, team, "webhook", due.webhook())
                                    .withIfPresent("status", status)
                                    .withIfPresent("error", error)));
        });
    }
}
