package io.plumbline.registry.webhook;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.egress.OutwardAddresses;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.DocumentDiff;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Manages webhooks. The database limits them to the caller's teams. Secrets are stored encrypted.
@Service
@Transactional
class Webhooks {

    private final WebhookStore store;
    private final WebhookOutbox outbox;
    private final OutwardAddresses addresses;
    private final Sealer sealer;
    private final AuditTrail trail;
    private final Clock clock;

    Webhooks(
            WebhookStore store,
            WebhookOutbox outbox,
            OutwardAddresses addresses,
            KeyEncryptionKey key,
            AuditTrail trail,
            Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.addresses = addresses;
        this.sealer = key.sealer(WebhookSender.SEAL_PURPOSE);
        this.trail = trail;
        this.clock = clock;
    }

    /// The result of a PUT.
    record Put(Webhook webhook, boolean created) {}

    /// Creates or replaces a webhook. Replacing one enables it again unless the request says otherwise.
    ///
    /// @throws ProblemException 400 for an address that is not allowed or a new webhook without a secret; 409 if
    ///     the name is taken or belongs to another team of the caller
    Put put(String name, WebhookRequest request) {
        Webhook after = wanted(name, request);
        byte[] secret =
                request.secret() == null ? null : sealer.seal(request.secret().getBytes(StandardCharsets.UTF_8), name);
        if (store.find(name).isEmpty()) {
            return new Put(create(after, secret), true);
        }
        store.update(after, secret);
        trail.append(entry(after, secret != null));
        return new Put(after, false);
    }

    /// Returns what [#put] would change. A webhook has no revisions: an existing one counts as 1.
    ///
    /// @throws ProblemException as `put`, but a new webhook needs no secret
    DocumentDiff diff(String name, WebhookRequest request) {
        TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        Optional<Webhook> present = store.find(name);
        Webhook after = wanted(name, request);
        if (present.isEmpty()) {
            insert(after, new byte[0]);
        }
        return DocumentDiff.of(
                present.isEmpty() ? 0 : 1, present.map(Webhooks::declared).orElse(null), declared(after));
    }

    private static JsonNode declared(Webhook webhook) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("team", webhook.team());
        members.put("url", webhook.url());
        members.put("events", webhook.events());
        members.put("enabled", webhook.enabled());
        return JsonMapper.shared().valueToTree(members);
    }

    private Webhook wanted(String name, WebhookRequest request) {
        String url = addresses.read(request.url(), "/url").toString();
        Optional<Webhook> present = store.find(name);
        present.map(Webhook::team)
                .filter(team -> request.team() != null && !request.team().equals(team))
                .ifPresent(_ -> {
                    throw RequestProblem.CONFLICT.because(
                            "It belongs to another of your teams and cannot change its team.");
                });
        Instant now = clock.instant();
        return new Webhook(
                name,
                present.map(Webhook::team)
                        .orElseGet(() -> Callers.current().teamFor(Permission.MODEL_WRITE, request.team())),
                url,
                EnumSet.copyOf(request.events()),
                request.isEnabled(),
                null,
                null,
                present.map(Webhook::createdAt).orElse(now),
                now);
    }

    private Webhook create(Webhook webhook, byte @Nullable [] secret) {
        if (secret == null) {
            throw RequestProblem.INVALID_REQUEST
                    .because("A new webhook needs a secret, with which the receiver verifies events.")
                    .at("/secret", "is required");
        }
        insert(webhook, secret);
        trail.append(entry(webhook, true));
        return webhook;
    }

    private void insert(Webhook webhook, byte[] secret) {
        if (!store.insert(webhook, secret)) {
            throw RequestProblem.CONFLICT.because("This name is taken in this installation. Choose another.");
        }
    }

    /// The address may hold a token of the receiver in its path, so the event has the host only.
    private static AuditEntry entry(Webhook webhook, boolean withSecret) {
        return AuditEntry.of(WebhookAction.CHANGED, webhook.team(), "webhook", webhook.name())
                .with("host", URI.create(webhook.url()).getHost())
                .with(
                        "events",
                        webhook.events().stream().map(WebhookEvent::code).toList())
                .with("enabled", webhook.enabled())
                .with("secretChanged", withSecret);
    }

    /// @throws ProblemException 404
    @Transactional(readOnly = true)
    Webhook get(String name) {
        return store.find(name)
                .orElseThrow(
                        () -> RequestProblem.NOT_FOUND.because("No webhook " + name + " exists that you can access."));
    }

    /// By name.
    @Transactional(readOnly = true)
    Page<Webhook> page(Paging paging) {
        String after = paging.after(1).map(cursor -> cursor.text(0)).orElse("");
        List<Webhook> rows = store.after(after, paging.size() + 1);
        return Page.of(rows, paging, webhook -> Cursor.of(webhook.name()));
    }

    void delete(String name) {
        Webhook webhook = get(name);
        store.delete(name);
        trail.append(AuditEntry.of(WebhookAction.DELETED, webhook.team(), "webhook", name));
    }

    /// Sends a `ping`.
    ///
    /// @throws ProblemException 404; 409 if the webhook is disabled
    void ping(String name) {
        Webhook webhook = enabled(name);
        outbox.addTo(name, webhook.team(), WebhookEvent.PING, Map.of("webhook", name));
    }

    /// Sends an event again, whatever became of it. Changes nothing while an attempt is under way.
    ///
    /// @throws ProblemException 404; 409 if the webhook is disabled
    WebhookDelivery redeliver(String name, UUID id) {
        Webhook webhook = enabled(name);
        WebhookDelivery before = store.delivery(name, id).orElseThrow(Webhooks::missing);
        if (!store.redeliver(name, id, clock.instant())) {
            return before;
        }
        trail.append(AuditEntry.of(WebhookAction.REDELIVERED, webhook.team(), "webhook", name)
                .with("delivery", id.toString())
                .with("event", before.event().code())
                .with("attempts", before.attempts()));
        return store.delivery(name, id).orElseThrow(Webhooks::missing);
    }

    private static ProblemException missing() {
        return RequestProblem.NOT_FOUND.because("This webhook has no such delivery.");
    }

    private Webhook enabled(String name) {
        Webhook webhook = get(name);
        if (!webhook.enabled()) {
            throw RequestProblem.CONFLICT.because("The webhook is disabled. Store it again to enable it.");
        }
        return webhook;
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<WebhookDelivery> deliveries(String name, Paging paging) {
        get(name);
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<WebhookDelivery> rows = store.deliveries(name, before, paging.size() + 1);
        return Page.of(rows, paging, delivery -> Cursor.of(delivery.id()));
    }
}
