package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.exchange.ToolTexts;
import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.ChannelGuard;
import io.plumbline.gateway.text.TreeTexts;
import io.plumbline.gateway.wire.WireJson;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool call in progress: of a function, whose arguments are JSON, or of a custom tool, whose input is text.
final class StreamedToolCall {

    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";
    private static final String TOOL_CALLS = "tool_calls";

    private final String kind;
    private final String field;
    private final ChannelGuard channel;
    private final AnswerGuard guard;
    private final boolean held;
    private final StringBuilder given = new StringBuilder();
    private boolean refused;
    private String id = "";
    private String name = "";

    StreamedToolCall(ObjectNode first, AnswerGuard guard) {
        boolean custom =
                first.hasNonNull(CUSTOM) || first.path("type").asString("").equals(CUSTOM);
        this.kind = custom ? CUSTOM : FUNCTION;
        this.field = custom ? "input" : "arguments";
        this.guard = guard;
        this.held = guard.judgesTools();
        this.channel = custom ? guard.inputChannel() : guard.channel(true);
    }

    /// Takes a fragment of the call and rewrites it in place.
    ///
    /// @return whether anything was rewritten
    boolean take(ObjectNode fragment) {
        boolean changed = guardRest(fragment);
        refused |= fragment.hasNonNull(custom() ? FUNCTION : CUSTOM); // a call of two kinds is read in two ways
        id = id.isEmpty() ? fragment.path("id").asString("") : id;
        if (!(fragment.get(kind) instanceof ObjectNode inner)) {
            return changed;
        }
        name = name.isEmpty() ? inner.path("name").asString("") : name;
        if (!inner.path(field).isString()) {
            return changed;
        }
        String piece = inner.path(field).asString();
        String out = channel.push(piece);
        if (held) {
            given.append(out);
        }
        if (out.equals(piece)) {
            return changed;
        }
        inner.put(field, out);
        return true;
    }

    /// Guards everything that does not arrive in pieces.
    private boolean guardRest(ObjectNode fragment) {
        TreeTexts texts = new TreeTexts(false);
        texts.names(fragment, Origin.CONVERSATION, "");
        for (Map.Entry<String, JsonNode> member : fragment.properties()) {
            if (member.getKey().equals(kind) && member.getValue() instanceof ObjectNode inner) {
                besidePiece(inner, texts);
            } else {
                texts.member(fragment, member.getKey(), null, Origin.CONVERSATION, "");
            }
        }
        boolean[] changed = {false};
        refused |= !guard.redactAndRestore(texts.places(), () -> changed[0] = true);
        return changed[0];
    }

    private void besidePiece(ObjectNode inner, TreeTexts texts) {
        texts.names(inner, Origin.CONVERSATION, kind);
        for (Map.Entry<String, JsonNode> member : inner.properties()) {
            if (!member.getKey().equals(field) || !member.getValue().isString()) {
                texts.member(inner, member.getKey(), kind, Origin.CONVERSATION, kind);
            }
        }
    }

    /// Whether the complete call is allowed.
    boolean isAllowed() {
        return !held || guard.allows(custom() ? ToolTexts.custom(name) : ToolTexts.call(name, input()));
    }

    /// Returns the input of a held call.
    private String input() {
        String all = given + channel.rest();
        return all.isBlank() && !custom() ? ToolTexts.NO_ARGUMENTS : all;
    }

    private boolean custom() {
        return kind.equals(CUSTOM);
    }

    /// Whether a value is blocked that cannot be replaced.
    boolean isRefused() {
        return refused;
    }

    /// Inserts what the channel held into a delta.
    ///
    /// @return whether there was anything
    boolean give(ObjectNode delta, int index) {
        if (held) {
            ObjectNode inner = innerOf(delta, index);
            ArrayNode calls = (ArrayNode) delta.path(TOOL_CALLS);
            ((ObjectNode) calls.get(calls.size() - 1)).put("id", id).put("type", kind);
            inner.put("name", name).put(field, input());
            return true;
        }
        String rest = channel.rest();
        if (rest.isEmpty()) {
            return false;
        }
        ObjectNode inner = innerOf(delta, index);
        inner.put(field, inner.path(field).asString("") + rest);
        return true;
    }

    private ObjectNode innerOf(ObjectNode delta, int index) {
        ArrayNode calls = delta.get(TOOL_CALLS) instanceof ArrayNode present ? present : delta.putArray(TOOL_CALLS);
        for (var each : calls) {
            if (each instanceof ObjectNode call && call.path("index").asInt(0) == index) {
                return call.get(kind) instanceof ObjectNode present ? present : call.putObject(kind);
            }
        }
        return calls.addObject().put("index", index).putObject(kind);
    }

    ChannelGuard channel() {
        return channel;
    }

    /// Returns the call for storage.
    ObjectNode remembered() {
        ObjectNode call = WireJson.newObject().put("id", id).put("type", kind);
        call.putObject(kind).put("name", name).put(field, channel.remembered().toString());
        return call;
    }
}
