package io.plumbline.gateway.openai;

import io.plumbline.gateway.guard.AnswerGuard;
import io.plumbline.gateway.guard.ChannelGuard;
import io.plumbline.gateway.wire.WireJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A tool call in the making: of a function, whose arguments are JSON, or of a custom tool, whose input is text.
final class StreamedToolCall {

    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";
    private static final String TOOL_CALLS = "tool_calls";

    private final String kind;
    private final String field;
    private final ChannelGuard channel;
    private String id = "";
    private String name = "";

    StreamedToolCall(ObjectNode first, AnswerGuard guard) {
        boolean custom = first.has(CUSTOM);
        this.kind = custom ? CUSTOM : FUNCTION;
        this.field = custom ? "input" : "arguments";
        this.channel = guard.channel(!custom);
    }

    /// Takes a fragment of the call and rewrites it in place.
    ///
    /// @return whether anything was rewritten
    boolean take(ObjectNode fragment) {
        id = id.isEmpty() ? fragment.path("id").asString("") : id;
        if (!(fragment.get(kind) instanceof ObjectNode inner)) {
            return false;
        }
        name = name.isEmpty() ? inner.path("name").asString("") : name;
        if (!inner.path(field).isString()) {
            return false;
        }
        String piece = inner.path(field).asString();
        String out = channel.push(piece);
        if (out.equals(piece)) {
            return false;
        }
        inner.put(field, out);
        return true;
    }

    /// Puts into a delta what the channel still holds.
    ///
    /// @return whether there was anything
    boolean finish(ObjectNode delta, int index) {
        String rest = channel.finish();
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

    /// The call as it may be kept.
    ObjectNode remembered() {
        ObjectNode call = WireJson.newObject().put("id", id).put("type", kind);
        call.putObject(kind).put("name", name).put(field, channel.remembered().toString());
        return call;
    }
}
