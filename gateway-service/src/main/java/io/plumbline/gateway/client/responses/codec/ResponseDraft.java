package io.plumbline.gateway.client.responses.codec;

import io.plumbline.gateway.exchange.FinishReason;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A response in progress: its output items, in the order in which they began. Not thread-safe.
public final class ResponseDraft {

    private static final String TYPE = "type";
    private static final String STATUS = "status";
    private static final String OUTPUT = "output";
    private static final String COMPLETED = "completed";
    private static final String INCOMPLETE = "incomplete";

    private final ObjectNode head;
    private final String suffix;
    private final List<Item> items = new ArrayList<>();
    private @Nullable FinishReason finishReason;
    private Usage usage = Usage.NONE;

    /// @param head the response without its output; not modified
    /// @param suffix distinguishes the IDs of its items from those of other responses
    public ResponseDraft(ObjectNode head, String suffix) {
        this.head = head.deepCopy();
        this.suffix = suffix;
    }

    /// The kind of an item.
    enum Kind {
        REASONING("reasoning", "rs"),
        MESSAGE("message", "msg"),
        CALL("function_call", "fc");

        private final String type;
        private final String prefix;

        Kind(String type, String prefix) {
            this.type = type;
            this.prefix = prefix;
        }
    }

    /// A part of an item: a text of its content or summary, or tool arguments.
    ///
    /// @param type `output_text`, `refusal`, `summary_text`, or empty for arguments
    record Words(int index, String type, StringBuilder all) {

        /// Returns the name of the member that contains them.
        String member() {
            return type.equals("refusal") ? type : "text";
        }

        ObjectNode json(String text) {
            ObjectNode part = WireJson.newObject().put(TYPE, type).put(member(), text);
            if (type.equals("output_text")) {
                part.putArray("annotations");
                part.putArray("logprobs");
            }
            return part;
        }
    }

    /// An item of the output.
    ///
    /// @param call the number of the call; -1 for any other item
    record Item(int index, Kind kind, String id, int call, String callId, String name, List<Words> words) {

        @Nullable
        Words words(String type) {
            for (Words each : words) {
                if (each.type().equals(type)) {
                    return each;
                }
            }
            return null;
        }

        /// Begins a part.
        Words begin(String type) {
            Words begun = new Words(words.size(), type, new StringBuilder());
            words.add(begun);
            return begun;
        }

        /// @param whole whether with its content, instead of as it begins
        ObjectNode json(String status, boolean whole) {
            ObjectNode item = WireJson.newObject().put("id", id).put(TYPE, kind.type);
            switch (kind) {
                case REASONING -> parts(item.putArray("summary"), whole);
                case MESSAGE -> {
                    item.put(STATUS, status).put("role", "assistant");
                    parts(item.putArray("content"), whole);
                }
                case CALL ->
                    item.put(STATUS, status)
                            .put("call_id", callId)
                            .put("name", name)
                            .put("arguments", whole ? arguments() : "");
            }
            return item;
        }

        private void parts(ArrayNode into, boolean whole) {
            if (whole) {
                words.forEach(each -> into.add(each.json(each.all().toString())));
            }
        }

        /// Returns the arguments. A tool without arguments gets an empty JSON object, so that clients can parse
        /// it.
        String arguments() {
            Words said = words("");
            return said == null || said.all().isEmpty() ? "{}" : said.all().toString();
        }
    }

    /// Returns the ID of an item.
    ///
    /// @param prefix of the kind of item
    /// @param suffix of the response
    public static String itemId(String prefix, String suffix, int index) {
        return prefix + "_" + suffix + (index < 10 ? "0" : "") + index;
    }

    List<Item> items() {
        return items;
    }

    /// Returns the item that text of a kind continues; null for none.
    @Nullable
    Item find(Kind kind, int call) {
        for (Item item : items) {
            if (item.kind() == kind && item.call() == call) {
                return item;
            }
        }
        return null;
    }

    Item add(Kind kind, int call, String callId, String name) {
        int index = items.size();
        String id = itemId(kind.prefix, suffix, index);
        Item item = new Item(index, kind, id, call, callId.isEmpty() ? "call_" + id : callId, name, new ArrayList<>());
        items.add(item);
        return item;
    }

    /// Adds a whole answer.
    public ResponseDraft of(ModelAnswer answer) {
        model(answer.model());
        int calls = 0;
        for (Part part : answer.parts()) {
            switch (part) {
                case Part.Text text -> say(Kind.MESSAGE, "output_text", text.text());
                case Part.Refusal refusal -> say(Kind.MESSAGE, "refusal", refusal.text());
                case Part.Thought thought -> say(Kind.REASONING, "summary_text", thought.text());
                case Part.ToolUse use ->
                    add(Kind.CALL, calls++, use.id(), use.name())
                            .begin("")
                            .all()
                            .append(use.arguments());
                default -> {
                    // has no place in a response
                }
            }
        }
        finish(answer.finishReason());
        used(answer.usage());
        return this;
    }

    private void say(Kind kind, String type, String text) {
        Item present = find(kind, -1);
        Item item = present == null ? add(kind, -1, "", "") : present;
        Words words = item.words(type);
        (words == null ? item.begin(type) : words).all().append(text);
    }

    /// Sets the provider's name for the model, if the provider reports it.
    void model(String model) {
        if (!model.isEmpty()) {
            head.put("model", model);
        }
    }

    /// Sets the tier in which the provider reports to have answered.
    public void tier(String tier) {
        head.put("service_tier", tier);
    }

    /// Sets whether the response is stored.
    public void stored(boolean isStored) {
        head.put(ResponsesRequest.STORE, isStored);
    }

    /// Adds a member to the response.
    public void add(String member, ObjectNode value) {
        head.set(member, value);
    }

    void finish(FinishReason reason) {
        finishReason = reason;
    }

    boolean isFinished() {
        return finishReason != null;
    }

    void used(Usage newUsage) {
        usage = newUsage;
    }

    /// Returns `completed` or `incomplete`.
    String status() {
        return finishReason == FinishReason.LENGTH || finishReason == FinishReason.CONTENT_FILTER
                ? INCOMPLETE
                : COMPLETED;
    }

    /// Returns the response as it begins.
    ObjectNode begun() {
        return head.deepCopy();
    }

    /// Returns the response with a failed answer. Leaves out its text, which the guards may have held back.
    ObjectNode failed(String message) {
        ObjectNode response = begun().put(STATUS, "failed");
        response.putObject("error").put("code", "server_error").put("message", message);
        return response;
    }

    /// Returns the complete response.
    public ObjectNode response() {
        String status = status();
        ObjectNode response = begun().put(STATUS, status);
        if (status.equals(INCOMPLETE)) {
            response.putObject("incomplete_details")
                    .put("reason", finishReason == FinishReason.LENGTH ? "max_output_tokens" : "content_filter");
        }
        ArrayNode output = response.putArray(OUTPUT);
        items.forEach(item -> output.add(item.json(status, true)));
        if (!usage.equals(Usage.NONE)) {
            ObjectNode used = response.putObject("usage").put("input_tokens", usage.input());
            used.putObject("input_tokens_details").put("cached_tokens", usage.cacheRead());
            used.put("output_tokens", usage.output());
            used.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
            used.put("total_tokens", usage.input() + usage.output());
        }
        return response;
    }
}
