package io.plumbline.gateway.client.messages;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.guard.answer.ChannelGuard;
import io.plumbline.gateway.text.TreeTexts;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A block of a streamed message in progress. Each delta member that arrives in pieces is a separate channel:
/// text, thinking, the JSON of a tool's input. A tool call that must satisfy rules is held until it is complete.
/// Not thread-safe.
final class StreamedBlock {

    private static final int MAX_CHANNELS = 8;
    private static final String TYPE = MessageTexts.TYPE;
    private static final String PARTIAL_JSON = "partial_json";
    private static final String JSON_DELTA = "input_json_delta";
    private static final String INPUT = "input";
    private static final String BLOCK = "content_block";

    private final AnswerGuard guard;
    private final ObjectNode start;
    private final ObjectNode block;
    private final boolean held;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final StringBuilder given = new StringBuilder();
    private boolean refused;
    private boolean ended;
    private boolean open;

    /// @param delta the type of the deltas that carry its pieces
    private record Channel(String delta, ChannelGuard guard) {}

    /// @param start its `content_block_start`, which is rewritten in place
    StreamedBlock(ObjectNode start, AnswerGuard guard) {
        this.guard = guard;
        this.start = start;
        this.block = start.get(BLOCK) instanceof ObjectNode given ? given : start.putObject(BLOCK);
        this.held = guard.judgesTools() && MessageTexts.isCall(block);
    }

    /// Guards the content of the start event.
    ///
    /// @return whether anything was rewritten
    boolean begin() {
        boolean changed = guardWhole(MessageTexts.ofWholeBut(start, BLOCK));
        changed |= held && takeInput();
        Set<String> pieces = new HashSet<>();
        for (String name : List.of("text", "thinking")) {
            if (block.path(name).isString() && !block.path(name).asString().isEmpty()) {
                changed |= push(block, name, name + "_delta");
                pieces.add(name);
            }
        }
        changed |= guardWhole(MessageTexts.ofStart(block, pieces));
        return changed;
    }

    /// Takes the input in the start event of a held call as its first piece. It is judged and released with the
    /// rest.
    ///
    /// @return whether there was anything
    private boolean takeInput() {
        if (block.path(INPUT).isEmpty()) {
            return false;
        }
        String json = block.path(INPUT).toString();
        block.putObject(INPUT);
        push(WireJson.newObject().put(PARTIAL_JSON, json), PARTIAL_JSON, JSON_DELTA);
        return true;
    }

    /// Takes a delta and rewrites it in place.
    ///
    /// @param event that contains it as `delta`
    /// @return whether anything was rewritten
    boolean take(ObjectNode event, ObjectNode delta) {
        boolean changed = guardWhole(MessageTexts.ofWholeBut(event, "delta"));
        changed |= guardWhole(MessageTexts.ofNames(delta));
        ObjectNode whole = WireJson.newObject();
        ObjectNode pieces = WireJson.newObject();
        for (Map.Entry<String, JsonNode> member : delta.properties()) {
            String name = member.getKey();
            boolean inPieces = member.getValue().isString() && !TreeTexts.comesWhole(name);
            (inPieces ? pieces : whole).set(name, member.getValue());
        }
        if (guardWhole(MessageTexts.ofWhole(whole))) {
            delta.setAll(whole);
            changed = true;
        }
        String type = delta.path(TYPE).asString("");
        for (String name : pieces.propertyNames()) {
            changed |= push(delta, name, type);
        }
        return changed;
    }

    private boolean push(ObjectNode parent, String name, String delta) {
        Channel channel = channels.get(name);
        if (channel == null) {
            if (channels.size() == MAX_CHANNELS) {
                refused = true;
                return false;
            }
            channel = new Channel(delta, guard.channel(name.equals(PARTIAL_JSON)));
            channels.put(name, channel);
        }
        String piece = parent.path(name).asString();
        String out = channel.guard().push(piece);
        if (held) {
            given.append(out);
        }
        if (out.equals(piece)) {
            return false;
        }
        parent.put(name, out);
        return true;
    }

    private boolean guardWhole(List<TextPlace> places) {
        boolean[] changed = {false};
        refused |= !guard.redactAndRestore(places, () -> changed[0] = true);
        return changed[0];
    }

    /// Ends the block: its channels release what they held.
    ///
    /// @return whether it is allowed
    boolean end() {
        if (!ended) {
            ended = true;
            channels.values().forEach(channel -> channel.guard().end());
        }
        return !isStopped()
                && (!held || guard.allows(MessageTools.call(block.path("name").asString(""), input())));
    }

    private String input() {
        Channel json = channels.get(PARTIAL_JSON);
        String all = json == null ? "" : given + json.guard().rest();
        return all.isBlank() ? "{}" : all;
    }

    /// Returns the deltas still to be sent before the block's end.
    List<ObjectNode> rest() {
        List<ObjectNode> deltas = new ArrayList<>();
        if (held) {
            deltas.add(WireJson.newObject().put(TYPE, JSON_DELTA).put(PARTIAL_JSON, input()));
            return deltas;
        }
        channels.forEach((name, channel) -> {
            if (!channel.guard().rest().isEmpty()) {
                deltas.add(WireJson.newObject()
                        .put(TYPE, channel.delta())
                        .put(name, channel.guard().rest()));
            }
        });
        return deltas;
    }

    ObjectNode start() {
        return start;
    }

    /// Whether the whole block is held until its end.
    boolean isHeld() {
        return held;
    }

    boolean isEnded() {
        return ended;
    }

    /// Whether the client has received its start and not its stop.
    boolean isOpen() {
        return open;
    }

    void open(boolean newOpen) {
        open = newOpen;
    }

    /// Whether the policy ends the answer here.
    boolean isStopped() {
        return refused
                || channels.values().stream()
                        .anyMatch(channel -> channel.guard().isStopped());
    }

    /// Returns the policy's message for the client of a stopped message; null if it has none.
    static @Nullable String stopMessage(Collection<StreamedBlock> blocks, AnswerGuard guard) {
        return blocks.stream()
                .flatMap(block -> block.channels.values().stream())
                .map(Channel::guard)
                .filter(ChannelGuard::isStopped)
                .map(ChannelGuard::stopMessage)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(guard::takeStopMessage);
    }

    long characters() {
        return channels.values().stream()
                .mapToLong(channel -> channel.guard().taken())
                .sum();
    }

    /// Whether the guards have released any part of it.
    boolean hasGiven() {
        return channels.values().stream().anyMatch(channel -> channel.guard().given() > 0);
    }

    /// Returns its text as words.
    String words() {
        StringBuilder words = new StringBuilder();
        channels.values()
                .forEach(channel -> words.append(channel.guard().words()).append('\n'));
        return words.toString();
    }

    /// Returns the block for storage.
    ObjectNode remembered() {
        ObjectNode kept = WireJson.newObject().put(TYPE, block.path(TYPE).asString(""));
        for (String name : List.of("id", "name")) {
            if (block.path(name).isString()) {
                kept.put(name, block.path(name).asString());
            }
        }
        channels.forEach((name, channel) -> {
            String as = name.equals(PARTIAL_JSON) ? INPUT : name;
            kept.put(as, kept.path(as).asString("") + channel.guard().remembered());
        });
        return kept;
    }
}
