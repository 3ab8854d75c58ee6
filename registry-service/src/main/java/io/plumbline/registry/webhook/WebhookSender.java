package io.plumbline.registry.webhook;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.egress.OutwardPoster;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Sends due deliveries, several at a time. A failed one is repeated with growing pauses for three days, as Standard
/// Webhooks suggests. A webhook of which every delivery failed for three days, or whose address answers 410, is
/// disabled. Several replicas may run it concurrently.
@Component
class WebhookSender {

    static final String SEAL_PURPOSE = "webhook-secrets";

    private static final Logger log = LoggerFactory.getLogger(WebhookSender.class);
    private static final int AT_ONCE = 20;
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final long LONGEST_SECONDS = 30;
    private static final int GONE = 410;
    private static final int MAX_ERROR = 200;
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final Duration KEPT = Duration.ofDays(30);
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
    private final AtomicBoolean busy = new AtomicBoolean();

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
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void poll() {
        if (busy.compareAndSet(false, true)) {
            Thread.ofVirtual().name("webhooks").start(this::sendDue);
        }
    }

    /// Runs in a thread of its own: slow receivers delay no other scheduled task.
    private void sendDue() {
        try {
            List<Due> due = Tenancy.callAsPlatform(() -> {
                Instant now = clock.instant();
                return store.take(now, now.plus(LEASE), AT_ONCE);
            });
            if (!due.isEmpty()) {
                send(due);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot send webhooks now");
        } finally {
            busy.set(false);
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    void forget() {
        try {
            Tenancy.callAsPlatform(() -> {
                store.forget(clock.instant().minus(KEPT));
                return Boolean.TRUE;
            });
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("Cannot delete old deliveries now");
        }
    }

    /// Sends each in its own thread. Those that take too long are interrupted and repeated when their lease ends.
    private void send(List<Due> due) throws InterruptedException {
        List<Callable<Boolean>> calls = due.stream()
                .<Callable<Boolean>>map(each -> () -> Tenancy.callAsPlatform(() -> {
                    send(each);
                    return Boolean.TRUE;
                }))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(calls, LONGEST_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void send(Due due) {
        try {
            int status = client.post(URI.create(due.url()), headers(due), due.body());
            if (status / 100 == 2) {
                store.delivered(due, status);
            } else {
                fail(due, status, null);
            }
        } catch (UnreadableSecretException e) {
            fail(due, null, "The secret cannot be decrypted. Store the webhook with a new one.");
        } catch (IOException e) {
            fail(due, null, reason(e));
        }
    }

    private Map<String, String> headers(Due due) throws UnreadableSecretException {
        long timestamp = clock.instant().getEpochSecond();
        return Map.of(
                "webhook-id", due.id().toString(),
                "webhook-timestamp", Long.toString(timestamp),
                "webhook-signature", secret(due).sign(due.id().toString(), timestamp, due.body()));
    }

    private WebhookSecret secret(Due due) throws UnreadableSecretException {
        try {
            return new WebhookSecret(new String(sealer.open(due.secret(), due.webhook()), StandardCharsets.UTF_8));
        } catch (IllegalStateException e) {
            throw new UnreadableSecretException(e);
        }
    }

    /// The secret was encrypted under another key.
    private static final class UnreadableSecretException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableSecretException(IllegalStateException cause) {
            super(cause);
        }
    }

    private void fail(Due due, @Nullable Integer status, @Nullable String error) {
        Instant now = clock.instant();
        Instant next = due.attempts() > PAUSES.size() ? null : now.plus(PAUSES.get(due.attempts() - 1));
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

    private static String reason(IOException e) {
        String text = e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
        return text.length() <= MAX_ERROR ? text : text.substring(0, MAX_ERROR);
    }
}
