package io.plumbline.gateway.client.completions;

import io.plumbline.gateway.guard.TextPlace.Origin;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.ChannelGuard;
import io.plumbline.gateway.text.ProtocolWords;
import io.plumbline.gateway.text.TreeTexts;
import io.plumbline.gateway.wire.WireJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The texts of one streamed choice. A string that arrives in pieces is a separate channel, identified by the
/// path of its pieces, whatever the structure around it. Values that arrive in one piece (names, identifiers,
/// numbers, encoded data) are inspected separately. Not thread-safe.
final class StreamedTexts {

    private static final int MAX_CHANNELS = 64;

    private final AnswerGuard guard;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private boolean changed;
    private boolean refused;

    StreamedTexts(AnswerGuard guard) {
        this.guard = guard;
    }

    /// A channel and the place of its last piece.
    private static final class Channel {
        private final ChannelGuard guard;
        private final boolean inDelta;
        private final String name;
        private JsonNode top;
        private ObjectNode parent;
        private String field;

        private Channel(
                ChannelGuard guard, boolean inDelta, String name, JsonNode top, ObjectNode parent, String field) {
            this.guard = guard;
            this.inDelta = inDelta;
            this.name = name;
            this.top = top;
            this.parent = parent;
            this.field = field;
        }
    }

    /// Takes one member of a delta, or of a choice outside its delta, and rewrites its pieces in place.
    ///
    /// @return whether anything was rewritten
    boolean take(ObjectNode object, String name, boolean inDelta) {
        changed = false;
        JsonNode value = object.get(name);
        String path = inDelta ? name : "/" + name;
        if (value.isString()) {
            text(object, name, path, value, name, inDelta);
        } else if (value instanceof ObjectNode inner) {
            members(inner, path, value, name, inDelta);
        } else if (value instanceof ArrayNode array) {
            elements(array, path, value, name, inDelta);
        } else {
            whole(object, name);
        }
        return changed;
    }

    /// Takes one member of a choice that arrives in one piece.
    ///
    /// @return whether anything was rewritten
    boolean takeWhole(ObjectNode choice, String name) {
        changed = false;
        whole(choice, name);
        return changed;
    }

    private void members(ObjectNode object, String path, JsonNode top, String name, boolean inDelta) {
        names(object);
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String field = member.getKey();
            switch (member.getValue()) {
                case ObjectNode inner -> members(inner, path + "." + field, top, name, inDelta);
                case ArrayNode array -> elements(array, path + "." + field, top, name, inDelta);
                case JsonNode value
                when value.isString() -> text(object, field, path + "." + field, top, name, inDelta);
                default -> whole(object, field);
            }
        }
    }

    private void elements(ArrayNode array, String path, JsonNode top, String name, boolean inDelta) {
        for (JsonNode each : array) {
            if (each instanceof ObjectNode object && isSigned(object)) {
                signed(object);
            } else if (each instanceof ObjectNode object) {
                members(object, path + "[" + object.path("index").asString("") + "]", top, name, inDelta);
            }
        }
        TreeTexts texts = new TreeTexts(false);
        texts.besideObjects(array, name, Origin.CONVERSATION, "");
        guard(texts);
    }

    /// Whether the object is signed; signed content is complete.
    private static boolean isSigned(ObjectNode object) {
        return !object.path("signature").asString("").isEmpty();
    }

    private void signed(ObjectNode object) {
        TreeTexts texts = new TreeTexts(false);
        texts.object(object, null, Origin.CONVERSATION, "");
        guard(texts);
    }

    private void text(ObjectNode parent, String field, String path, JsonNode top, String name, boolean inDelta) {
        if (TreeTexts.comesWhole(field)) {
            whole(parent, field);
            return;
        }
        Channel channel = channels.get(path);
        if (channel == null) {
            if (channels.size() == MAX_CHANNELS) {
                refused = true;
                return;
            }
            channel = new Channel(guard.channel(field.equals("arguments")), inDelta, name, top, parent, field);
            channels.put(path, channel);
        }
        channel.top = top;
        channel.parent = parent;
        channel.field = field;
        String piece = parent.path(field).asString();
        String out = channel.guard.push(piece);
        if (!out.equals(piece)) {
            parent.put(field, out);
            changed = true;
        }
    }

    /// Takes the names of an object's members, which arrive in one piece.
    void names(ObjectNode object) {
        TreeTexts texts = new TreeTexts(false);
        texts.names(object, Origin.CONVERSATION, "");
        guard(texts);
    }

    private void whole(ObjectNode parent, String field) {
        TreeTexts texts = new TreeTexts(false);
        texts.member(parent, field, null, Origin.CONVERSATION, "");
        guard(texts);
    }

    private void guard(TreeTexts texts) {
        refused |= !guard.redactAndRestore(texts.places(), () -> changed = true);
    }

    /// Ends the channels; what they hold can be released.
    void end() {
        channels.values().forEach(channel -> channel.guard.end());
    }

    /// Inserts what the channels held into the choice, each at the place of its last piece.
    ///
    /// @return whether there was anything
    boolean give(ObjectNode choice, ObjectNode delta) {
        boolean given = false;
        for (Channel channel : channels.values()) {
            String rest = channel.guard.rest();
            if (!rest.isEmpty()) {
                given = true;
                ObjectNode into = channel.inDelta ? delta : choice;
                if (channel.top.isString()) {
                    into.put(channel.name, into.path(channel.name).asString("") + rest);
                } else {
                    merge(into, channel.name, Objects.requireNonNull(cut(channel.top, channel, rest)));
                }
            }
        }
        return given;
    }

    /// Copies the path from the top to the channel's place, with only the members that state its kind. The place
    /// is compared by identity.
    @SuppressWarnings("ReferenceEquality")
    private static @Nullable JsonNode cut(JsonNode node, Channel channel, String rest) {
        ObjectNode holder = WireJson.newObject();
        if (node instanceof ArrayNode array) {
            for (JsonNode each : array) {
                JsonNode inner = cut(each, channel, rest);
                if (inner != null) {
                    return holder.putArray("a").add(inner);
                }
            }
            return null;
        }
        if (!(node instanceof ObjectNode object)) {
            return null;
        }
        boolean here = object == channel.parent;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            JsonNode value = member.getValue();
            if (here && member.getKey().equals(channel.field)) {
                holder.put(channel.field, rest);
            } else if (value.isNumber() || (value.isString() && ProtocolWords.knows(value.asString()))) {
                holder.set(member.getKey(), value);
            } else if (!here) {
                JsonNode inner = cut(value, channel, rest);
                if (inner != null) {
                    holder.set(member.getKey(), inner);
                    here = true;
                }
            }
        }
        return here ? holder : null;
    }

    private static void merge(ObjectNode into, String name, JsonNode rest) {
        switch (into.get(name)) {
            case ArrayNode present when rest instanceof ArrayNode more -> present.addAll(more);
            case ObjectNode present
            when rest instanceof ObjectNode more -> {
                for (Map.Entry<String, JsonNode> member : more.properties()) {
                    merge(present, member.getKey(), member.getValue());
                }
            }
            case JsonNode present
            when present.isString() && rest.isString() -> into.put(name, present.asString() + rest.asString());
            case null, default -> into.set(name, rest);
        }
    }

    /// Whether the policy has ended one of them.
    boolean hasStopped() {
        for (Channel channel : channels.values()) {
            if (channel.guard.isStopped()) {
                return true;
            }
        }
        return false;
    }

    Stream<ChannelGuard> guards() {
        return channels.values().stream().map(channel -> channel.guard);
    }

    /// Whether a value is blocked that cannot be replaced.
    boolean isRefused() {
        return refused;
    }

    /// Adds the texts of the delta to a message, for storage.
    void remember(ObjectNode message) {
        channels.forEach(
                (path, channel) -> message.put(path, channel.guard.remembered().toString()));
    }
}
