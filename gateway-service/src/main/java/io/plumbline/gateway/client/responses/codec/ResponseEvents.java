package io.plumbline.gateway.client.responses.codec;

import io.plumbline.gateway.client.responses.codec.ResponseDraft.Item;
import io.plumbline.gateway.client.responses.codec.ResponseDraft.Kind;
import io.plumbline.gateway.client.responses.codec.ResponseDraft.Words;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.exchange.Delta;
import io.plumbline.gateway.exchange.codec.DeltaWriter;
import io.plumbline.gateway.wire.WireJson;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a streamed response. All items end together with the answer: the guards may hold the end of a text
/// until then, even if later items have begun. Not thread-safe.
public final class ResponseEvents implements DeltaWriter {

    private final ResponseDraft draft;
    private long sequence;
    private boolean begun;

    public ResponseEvents(ResponseDraft draft) {
        this.draft = draft;
    }

    public ResponseDraft draft() {
        return draft;
    }

    @Override
    public void take(Delta delta, Consumer<byte[]> client) {
        EventSink<RuntimeException> sink = (_, data) -> client.accept(data);
        take(delta, sink);
    }

    /// Takes the next piece and emits events with their names.
    public <E extends Exception> void take(Delta delta, EventSink<E> client) throws E {
        switch (delta) {
            case Delta.Started started -> {
                draft.model(started.model());
                begin(client);
            }
            case Delta.Text text -> say(Kind.MESSAGE, "output_text", text.piece(), client);
            case Delta.Refusal refusal -> say(Kind.MESSAGE, "refusal", refusal.piece(), client);
            case Delta.Thought thought -> say(Kind.REASONING, "summary_text", thought.piece(), client);
            case Delta.ToolStarted call -> {
                begin(client);
                add(draft.add(Kind.CALL, call.call(), call.id(), call.name()), client)
                        .begin("");
            }
            case Delta.ToolArguments arguments -> arguments(arguments, client);
            case Delta.Finished finished -> {
                begin(client);
                draft.finish(finished.reason());
                endItems(client);
            }
            case Delta.Used used -> draft.used(used.usage());
            case Delta.Ended _ -> end(client);
            case Delta.ThoughtEnded _, Delta.SealedThought _, Delta.ToolEnded _ -> {
                // items end with the answer
            }
        }
    }

    private <E extends Exception> void begin(EventSink<E> client) throws E {
        if (!begun) {
            begun = true;
            response("response.created", draft.begun(), client);
            response("response.in_progress", draft.begun(), client);
        }
    }

    private <E extends Exception> Item add(Item item, EventSink<E> client) throws E {
        ObjectNode event = event("response.output_item.added").put("output_index", item.index());
        event.set("item", item.json("in_progress", false));
        send(event, client);
        return item;
    }

    private <E extends Exception> void say(Kind kind, String type, String piece, EventSink<E> client) throws E {
        begin(client);
        Item present = draft.find(kind, -1);
        Item item = present == null ? add(draft.add(kind, -1, "", ""), client) : present;
        Words words = item.words(type);
        if (words == null) {
            words = item.begin(type);
            ObjectNode event = at(partEvent(kind, "added"), item, words);
            event.set("part", words.json(""));
            send(event, client);
        }
        words.all().append(piece);
        send(logprobs(at(wordsEvent(words, "delta"), item, words).put("delta", piece), words), client);
    }

    private static String partEvent(Kind kind, String what) {
        return (kind == Kind.REASONING ? "response.reasoning_summary_part." : "response.content_part.") + what;
    }

    private static String wordsEvent(Words words, String what) {
        return switch (words.type()) {
                    case "output_text" -> "response.output_text.";
                    case "refusal" -> "response.refusal.";
                    default -> "response.reasoning_summary_text.";
                }
                + what;
    }

    private static ObjectNode logprobs(ObjectNode event, Words words) {
        if (words.type().equals("output_text")) {
            event.putArray("logprobs");
        }
        return event;
    }

    private ObjectNode at(String type, Item item, Words words) {
        return event(type)
                .put("item_id", item.id())
                .put("output_index", item.index())
                .put(item.kind() == Kind.REASONING ? "summary_index" : "content_index", words.index());
    }

    private <E extends Exception> void arguments(Delta.ToolArguments arguments, EventSink<E> client) throws E {
        Item item = draft.find(Kind.CALL, arguments.call());
        Words words = item == null ? null : item.words("");
        if (item != null && words != null) {
            words.all().append(arguments.piece());
            send(
                    event("response.function_call_arguments.delta")
                            .put("item_id", item.id())
                            .put("output_index", item.index())
                            .put("delta", arguments.piece()),
                    client);
        }
    }

    private <E extends Exception> void endItems(EventSink<E> client) throws E {
        String status = draft.status();
        for (Item item : draft.items()) {
            if (item.kind() == Kind.CALL) {
                send(
                        event("response.function_call_arguments.done")
                                .put("item_id", item.id())
                                .put("output_index", item.index())
                                .put("name", item.name())
                                .put("arguments", item.arguments()),
                        client);
            } else {
                for (Words words : item.words()) {
                    String all = words.all().toString();
                    send(logprobs(at(wordsEvent(words, "done"), item, words).put(words.member(), all), words), client);
                    ObjectNode part = at(partEvent(item.kind(), "done"), item, words);
                    part.set("part", words.json(all));
                    send(part, client);
                }
            }
            ObjectNode event = event("response.output_item.done").put("output_index", item.index());
            event.set("item", item.json(status, true));
            send(event, client);
        }
    }

    private <E extends Exception> void end(EventSink<E> client) throws E {
        if (!draft.isFinished()) {
            begin(client);
            endItems(client);
        }
        response("response." + draft.status(), draft.response(), client);
    }

    /// Reports the failure of the answer: in the response, and in an event that clients read as an error.
    ///
    /// @param error as OpenAI's clients read it outside of a stream: `{"message", "type", "param", "code"}`
    public <E extends Exception> void fail(JsonNode error, EventSink<E> client) throws E {
        begin(client);
        response("response.failed", draft.failed(error.path("message").asString("")), client);
        ObjectNode event = event("error");
        for (String name : new String[] {"code", "message", "param"}) {
            event.set(name, error.path(name).isMissingNode() ? event.nullNode() : error.path(name));
        }
        event.set("error", error);
        send(event, client);
    }

    private <E extends Exception> void response(String type, ObjectNode response, EventSink<E> client) throws E {
        ObjectNode event = event(type);
        event.set("response", response);
        send(event, client);
    }

    private ObjectNode event(@Nullable String type) {
        return WireJson.newObject().put("type", type).put("sequence_number", sequence++);
    }

    private static <E extends Exception> void send(ObjectNode event, EventSink<E> client) throws E {
        client.add(event.path("type").asString(), WireJson.bytes(event));
    }
}
