package io.plumbline.monitoring.roi;

import io.plumbline.audit.AuditEvent;
import io.plumbline.monitoring.projection.EventProjection;
import io.plumbline.monitoring.roi.RoiStore.FinishedGate;
import io.plumbline.monitoring.roi.RoiStore.Version;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Keeps when versions were registered and first reached production, the finished gates, and the promotions that
/// were refused for lack of a passing gate. Events that cannot be read are skipped.
@Component
final class RoiProjection extends EventProjection {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String VERSION = "-version";
    private static final Set<String> VERSIONS = Set.of("model-version", "prompt-version");
    private static final Set<String> KINDS = Set.of("MODEL", "PROMPT");
    private static final String GATE_REQUIRED = "gate-required";
    private static final int LONGEST_NAME = 200;
    private static final long MOST_ITEMS = 1_000_000_000;

    private final RoiStore store;

    RoiProjection(RoiStore store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "return-on-investment";
    }

    @Override
    public void clear() {
        store.clear();
    }

    @Override
    protected Runnable changeOf(AuditEvent event) {
        return switch (event.action()) {
            case "registry.version.registered" -> registered(event);
            case "registry.pointer.moved" -> moved(event);
            case "registry.pointer.moveRefused" -> refused(event);
            case "eval.gate.finished" -> gate(event);
            case "eval.gate.discarded" -> () -> store.discard(event.resource().id());
            default -> () -> {};
        };
    }

    private Runnable registered(AuditEvent event) {
        Version version = version(event);
        JsonNode attributes = attributes(event);
        String provider = text(attributes, "provider");
        String upstreamModel = text(attributes, "upstreamModel");
        return () -> store.register(version, event.team(), provider, upstreamModel, event.time());
    }

    private Runnable moved(AuditEvent event) {
        JsonNode attributes = attributes(event);
        if (!"production".equals(text(attributes, "pointer")) || !attributes.hasNonNull("toVersion")) {
            return () -> {};
        }
        Version moved = version(event);
        Version version = new Version(
                moved.kind(), moved.name(), attributes.path("toVersion").asInt());
        return () -> store.promote(version, event.time());
    }

    private Runnable refused(AuditEvent event) {
        if (!GATE_REQUIRED.equals(text(attributes(event), "problem"))) {
            return () -> {};
        }
        Version version = version(event);
        return () -> store.refuse(event.id(), event.team(), version, event.time());
    }

    private Runnable gate(AuditEvent event) {
        JsonNode attributes = attributes(event);
        long items = attributes.path("items").asLong(0);
        FinishedGate gate = new FinishedGate(
                name(event.resource().id()),
                event.team(),
                candidate(attributes.path("candidate")),
                name(required(attributes, "verdict")),
                attributes.path("counts").asBoolean(false),
                Math.clamp(items, 0, MOST_ITEMS),
                event.time());
        return () -> store.finish(gate);
    }

    private static @Nullable Version candidate(JsonNode candidate) {
        String kind = text(candidate, "kind");
        if (kind == null || !KINDS.contains(kind)) {
            return null;
        }
        return new Version(
                kind,
                name(required(candidate, kind.toLowerCase(Locale.ROOT))),
                candidate.path("version").asInt());
    }

    private static Version version(AuditEvent event) {
        String type = event.resource().type();
        String number = event.resource().version();
        if (!VERSIONS.contains(type) || number == null) {
            throw new IllegalArgumentException("An event has no version");
        }
        return new Version(
                type.substring(0, type.length() - VERSION.length()).toUpperCase(Locale.ROOT),
                name(event.resource().id()),
                Integer.parseInt(number));
    }

    private static JsonNode attributes(AuditEvent event) {
        return JSON.valueToTree(event.attributes());
    }

    private static @Nullable String text(JsonNode node, String member) {
        return node.hasNonNull(member) ? name(node.path(member).asString()) : null;
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
        if (name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A name is too long");
        }
        return name;
    }
}
