package io.plumbline.gateway.client.responses;

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

/// A response in the making: its output items, in the order in which they began. Not thread-safe.
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

    /// @param head all of the response but its output; it stays as it is
    /// @param suffix what tells the ids of its items from those of other responses
    public ResponseDraft(ObjectNode head, String suffix) {
        this.head = head.deepCopy();
        this.suffix = suffix;
    }

    /// What an item is.
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

    /// A part of an item: a text of its content or its summary, or what a tool is called with.
    ///
    /// @param type `output_text`, `refusal`, `summary_text`, or empty for arguments
    record Words(int index, String type, StringBuilder all) {

        /// The name of the member that holds them.
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

        /// @param whole whether with what it says, and not as it begins
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

        /// A tool without arguments is to have some that can be read.
        String arguments() {
            Words said = words("");
            return said == null || said.all().isEmpty() ? "{}" : said.all().toString();
        }
    }

    /// The id of an item.
    ///
    /// @param prefix what kind of item it is
    /// @param suffix of the response
    public static String itemId(String prefix, String suffix, int index) {
        return prefix + "_" + suffix + (index < 10 ? "0" : "") + index;
    }

    List<Item> items() {
        return items;
    }

    /// The item that goes on with words of a kind; null when none does.
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

    /// The whole of an answer.
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

    /// The model as the provider calls it, where it says so.
    void model(String model) {
        if (!model.isEmpty()) {
            head.put("model", model);
        }
    }

    /// The tier in which the provider says that it answered.
    public void tier(String tier) {
        head.put("service_tier", tier);
    }

    /// Whether the response is stored.
    public void stored(boolean isStored) {
        head.put(ResponsesRequest.STORE, isStored);
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

    /// `completed` or `incomplete`.
    String status() {
        return finishReason == FinishReason.LENGTH || finishReason == FinishReason.CONTENT_FILTER
                ? INCOMPLETE
                : COMPLETED;
    }

    /// The response as it begins.
    ObjectNode begun() {
        return head.deepCopy();
    }

    /// The response whose answer failed. What was said of it is not in it: it may have been held back.
    ObjectNode failed(String message) {
        ObjectNode response = begun().put(STATUS, "failed");
        response.putObject("error").put("code", "server_error").put("message", message);
        return response;
    }

    /// The whole response.
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
