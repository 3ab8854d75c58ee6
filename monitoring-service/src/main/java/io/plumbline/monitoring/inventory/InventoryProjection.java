package io.plumbline.monitoring.inventory;

import io.plumbline.audit.AuditEvent;
import io.plumbline.monitoring.projection.EventProjection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps what is in production: the configurations that are authorised for production routes, the production
/// versions of registered models and prompts, their newest gates, and who approved them. Events that cannot be
/// read are skipped.
@Component
final class InventoryProjection extends EventProjection {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> APPROVED_ACTIONS =
            Set.of("registry.model.promote", "registry.prompt.promote", "gateway.route.change");
    private static final String VERSION = "-version";
    private static final int LONGEST_NAME = 200;

    private final InventoryStore store;

    InventoryProjection(InventoryStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "inventory";
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    protected Runnable changeOf(AuditEvent event) {
        return switch (event.action()) {
            case "gateway.configuration.authorized" -> authorized(event);
            case "gateway.configuration.superseded" -> superseded(event);
            case "registry.model.registered",
                    "registry.model.changed",
                    "registry.prompt.registered",
                    "registry.prompt.changed" -> asset(event);
            case "registry.pointer.moved" -> pointer(event);
            case "eval.gate.finished" -> gate(event);
            case "governance.approval.decided" -> decided(event);
            case "governance.approval.revoked" -> revoked(event);
            default -> () -> {};
        };
    }

    private Runnable authorized(AuditEvent event) {
        JsonNode attributes = attributes(event);
        JsonNode document = attributes.path("document");
        JsonNode target = document.path("target");
        String model = text(target, "model");
        String provider = required(target.path("provider"), "name");
        String upstreamModel = required(target, "upstreamModel");
        InventoryStore.Configuration configuration = new InventoryStore.Configuration(
                name(event.resource().id()),
                required(attributes, "servedConfiguration"),
                event.team(),
                required(attributes, "variant"),
                required(attributes, "environment"),
                text(attributes, "riskTier"),
                new InventoryStore.Target(
                        name(
                                model == null
                                        ? provider + "/" + upstreamModel
                                        : model + "@" + target.path("version").asInt()),
                        model,
                        model == null ? null : target.path("version").asInt(),
                        provider,
                        upstreamModel),
                label(document.path("prompt")),
                label(document.path("policy")),
                new InventoryStore.Grounds(
                        text(attributes, "basis"), text(attributes, "approvalId"), text(attributes, "expiresAt")),
                event.time());
        return () -> store.authorize(configuration);
    }

    private Runnable superseded(AuditEvent event) {
        String digest = required(attributes(event), "servedConfiguration");
        return () -> store.supersede(event.resource().id(), digest);
    }

    private Runnable asset(AuditEvent event) {
        InventoryKind kind = kind(event.resource().type());
        String name = name(event.resource().id());
        String riskTier = required(attributes(event), "riskTier");
        return () -> store.describe(kind, name, event.team(), riskTier);
    }

    private Runnable pointer(AuditEvent event) {
        JsonNode attributes = attributes(event);
        if (!required(attributes, "pointer").equals("production")) {
            return () -> {};
        }
        String type = event.resource().type();
        InventoryKind kind = kind(type.substring(0, type.length() - VERSION.length()));
        String name = name(event.resource().id());
        Integer version = attributes.hasNonNull("toVersion")
                ? attributes.path("toVersion").asInt()
                : null;
        String approval = text(attributes, "approvalId");
        return () -> store.promote(kind, name, event.team(), version, approval, event.time());
    }

    private Runnable gate(AuditEvent event) {
        JsonNode attributes = attributes(event);
        JsonNode candidate = attributes.path("candidate");
        InventoryStore.Gate gate = new InventoryStore.Gate(
                event.team(),
                event.resource().id(),
                text(attributes, "suite"),
                required(attributes, "verdict"),
                event.time());
        String digest = text(attributes, "servedConfiguration");
        String version = attributes.path("counts").asBoolean(false) ? versionOf(candidate) : null;
        return () -> {
            if (digest != null) {
                store.gated("configuration:" + digest, gate);
            }
            if (version != null) {
                store.gated(version, gate);
            }
        };
    }

    /// Returns `model:NAME@V` or `prompt:NAME@V`; null for a route.
    private static @Nullable String versionOf(JsonNode candidate) {
        String version = text(candidate, "version");
        return switch (required(candidate, "kind")) {
            case "MODEL" -> name("model:" + required(candidate, "model") + "@" + version);
            case "PROMPT" -> name("prompt:" + required(candidate, "prompt") + "@" + version);
            default -> null;
        };
    }

    private Runnable decided(AuditEvent event) {
        JsonNode attributes = attributes(event);
        boolean counts = APPROVED_ACTIONS.contains(text(attributes, "action"))
                && required(attributes, "decision").equals("APPROVE");
        return counts
                ? () -> store.approve(event.resource().id(), event.actor(), event.team(), event.time())
                : () -> {};
    }

    private Runnable revoked(AuditEvent event) {
        return () -> store.revoke(event.resource().id());
    }

    private static InventoryKind kind(String type) {
        return InventoryKind.valueOf(type.toUpperCase(Locale.ROOT));
    }

    private static JsonNode attributes(AuditEvent event) {
        return JSON.valueToTree(event.attributes());
    }

    private static @Nullable String label(JsonNode asset) {
        return asset.hasNonNull("name")
                ? name(asset.path("name").asString() + "@"
                        + asset.path("version").asInt())
                : null;
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? node.path(member).asString() : null;
    }

    private static String required(JsonNode node, String member) {
        String text = text(node, member);
        if (text == null) {
            throw new IllegalArgumentException("An event has no " + member);
        }
        return text;
    }

    /// Names are keys of an index; no name of the registry is longer.
    private static String name(String name) {
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A name is too long");
        }
        return name;
    }
}
