package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.client.completions.ChatAnswers;
import io.plumbline.gateway.client.completions.ChatPrompt;
import io.plumbline.gateway.client.completions.ChatSurface;
import io.plumbline.gateway.client.openai.OpenAiErrors;
import io.plumbline.gateway.client.responses.StoredResponses.Chain;
import io.plumbline.gateway.client.responses.codec.ResponseDraft;
import io.plumbline.gateway.client.responses.codec.ResponseEvents;
import io.plumbline.gateway.client.responses.codec.ResponseHead;
import io.plumbline.gateway.client.responses.codec.ResponsesCodec;
import io.plumbline.gateway.client.responses.codec.ResponsesRequest;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.dialect.ClientErrors;
import io.plumbline.gateway.dialect.ClientPrompt;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.dialect.answer.ClientAnswers;
import io.plumbline.gateway.dialect.answer.EventSink;
import io.plumbline.gateway.dialect.answer.WholeAnswer;
import io.plumbline.gateway.exchange.ChatTexts;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.ModelAnswer;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.Usage;
import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.security.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// OpenAI's responses, for one call. The request becomes one for a chat completion, which is guarded, sent and
/// answered like any other; the answer becomes a response. The content of earlier responses is read from
/// [StoredResponses], inserted between the call's own instructions and its input, and guarded again with them.
/// Not thread-safe.
final class ResponsesSurface extends ChatSurface implements CallMemory {

    private static final String MESSAGES = ChatTree.MESSAGES;

    private final ChatPlaces places = new ChatPlaces();
    private final ClientPrompt prompt = new ResponsesPrompt();
    private final ClientAnswers answers = new ResponsesAnswers();
    private final ClientErrors errors = new ResponsesErrors();
    private final UUID id;
    private final Caller caller;
    private final StoredResponses stored;
    private final long createdSeconds;

    private ObjectNode head = WireJson.newObject();
    private ObjectNode metadata = WireJson.newObject();
    private Chain chain = Chain.NONE;
    private boolean store;
    private ArrayNode ownMessages = head.arrayNode();
    private ObjectNode guardedHead = WireJson.newObject();
    private @Nullable Supplier<ResponseDraft> latest;
    private @Nullable ResponseEvents events;

    /// @param id of the call, from which the response's ID is derived
    public ResponsesSurface(UUID id, Caller caller, StoredResponses stored, long createdSeconds) {
        this.id = id;
        this.caller = caller;
        this.stored = stored;
        this.createdSeconds = createdSeconds;
    }

    @Override
    public String operationName() {
        return "responses";
    }

    @Override
    public ObjectNode read(ObjectNode body) {
        stored.resolve(body.path("input"), caller);
        ModelRequest asked = new ResponsesCodec().read(body);
        store = stored.keeps(body);
        String previous = ResponsesRequest.text(body, ResponsesRequest.PREVIOUS, ResponsesRequest.PREVIOUS);
        chain = previous == null ? Chain.NONE : stored.chain(previous, caller);
        head = ResponseHead.of(ResponseId.of(id), body, createdSeconds).put(ResponsesRequest.STORE, store);
        if (body.path(ResponsesRequest.METADATA) instanceof ObjectNode pairs) {
            metadata = pairs.deepCopy();
        }
        ObjectNode tree = ChatTree.of(asked, body.path("model").asString(""));
        tree.set(MESSAGES, messages(asked.messages()));
        if (body.has("stream")) {
            tree.set("stream", body.path("stream"));
            if (body.path("stream").asBoolean(false)) {
                tree.putObject("stream_options").put("include_usage", true);
            }
        }
        check(tree);
        return tree;
    }

    private ArrayNode messages(List<Message> own) {
        ArrayNode all = head.arrayNode();
        List<Message> rest = new ArrayList<>(own);
        if (!rest.isEmpty() && isInstructions(rest.getFirst())) {
            add(rest.removeFirst(), all);
        }
        chain.messages().forEach(message -> {
            all.add(message);
            places.addEarlier();
        });
        rest.forEach(message -> add(message, all));
        return all;
    }

    private void add(Message message, ArrayNode all) {
        all.add(ChatTree.message(message));
        places.add(message);
    }

    private static boolean isInstructions(Message message) {
        return message.param().equals(ResponsesRequest.INSTRUCTIONS);
    }

    @Override
    public ClientPrompt prompt() {
        return prompt;
    }

    @Override
    public ClientAnswers answers() {
        return answers;
    }

    @Override
    public ClientErrors errors() {
        return errors;
    }

    private final class ResponsesPrompt extends ChatPrompt {

        @Override
        public void requireContent(ObjectNode body) {
            if (body.path(MESSAGES).isEmpty()) {
                throw InvalidCalls.at("input", "is required");
            }
        }

        @Override
        public void precede(ObjectNode body, ArrayNode messages) {
            places.precede(messages.size());
            super.precede(body, messages);
        }

        /// Includes the texts of `metadata`, which is stored and sent to no provider.
        @Override
        public List<TextPlace> texts(ObjectNode body) {
            List<TextPlace> texts = super.texts(body);
            if (store && !metadata.isEmpty()) {
                texts = new ArrayList<>(texts);
                texts.addAll(ChatTexts.ofValues(metadata, ResponsesRequest.METADATA));
            }
            return texts;
        }
    }

    private final class ResponsesAnswers extends ChatAnswers {

        @Override
        public WholeAnswer whole(ObjectNode body) {
            return new ResponseAnswer(super.whole(body), ResponsesSurface.this);
        }

        @Override
        public AnswerStream stream(AnswerGuard guard, ObjectNode request) {
            ResponseEvents begun = new ResponseEvents(draft());
            events = begun;
            latest = begun::draft;
            return new ResponseStream(super.stream(guard, request), begun);
        }
    }

    private final class ResponsesErrors extends OpenAiErrors {

        @Override
        public <E extends Exception> void failure(ProblemException problem, EventSink<E> client) throws E {
            ResponseEvents begun = events;
            (begun == null ? new ResponseEvents(draft()) : begun)
                    .fail(OpenAiErrors.of(problem).path("error"), client);
        }

        @Override
        public ProblemException rewritten(ProblemException problem) {
            return places.rewritten(problem);
        }

        @Override
        public byte @Nullable [] rewritten(byte @Nullable [] refusal) {
            return places.rewritten(refusal);
        }
    }

    /// Creates a response without output.
    ResponseDraft draft() {
        return new ResponseDraft(head, ResponseId.suffix(id));
    }

    /// Sets the response for the client, unless another one replaces it.
    void says(Supplier<ResponseDraft> answer) {
        latest = answer;
    }

    @Override
    public CallMemory memory() {
        return this;
    }

    @Override
    public @Nullable String conversation() {
        return chain.conversation();
    }

    /// Returns what a response copies from its request, and whether and for whom it is stored. A replayed
    /// response has the ID of the first one, which is stored for its own caller.
    @Override
    public JsonNode circumstances() {
        ObjectNode repeated = head.deepCopy();
        repeated.remove(List.of("id", "created_at"));
        return store ? repeated.put("for", caller.type() + ":" + caller.id()) : repeated;
    }

    @Override
    public void guarded(ObjectNode body) {
        if (!store) {
            return;
        }
        JsonNode messages = body.path(MESSAGES);
        JsonNode instructions = head.nullNode();
        ownMessages = head.arrayNode();
        for (int i = 0; i < messages.size(); i++) {
            Message own = places.message(i).orElse(null);
            if (own != null && isInstructions(own)) {
                instructions = messages.get(i).path("content");
            } else if (own != null) {
                ownMessages.add(messages.get(i).deepCopy());
            }
        }
        guardedHead = ResponseHead.guarded(head, body, instructions.deepCopy(), metadata);
        if (chain.bytes() + WireJson.bytes(ownMessages).length > stored.largest()) {
            throw InvalidCalls.at(
                    "input",
                    "is too long to store with the conversation that it continues; set store to false, or start a new conversation");
        }
    }

    @Override
    public void answered(Answered answer) {
        Supplier<ResponseDraft> said = latest;
        if (!store || said == null) {
            return;
        }
        ObjectNode response = said.get().response();
        response.setAll(guardedHead);
        ModelAnswer kept = ChatSaid.of(answer.choices().path(0), "", Usage.NONE);
        response.set("output", draft().of(kept).response().path("output"));
        boolean done = stored.keep(
                new StoredResponses.Fresh(id, caller, chain, answer),
                response,
                ownMessages,
                kept.parts().isEmpty()
                        ? null
                        : ChatTree.message(new Message(Message.Role.ASSISTANT, kept.parts(), "")));
        if (!done) {
            head.put(ResponsesRequest.STORE, false);
            said.get().stored(false);
        }
    }

    @Override
    public void resumed(UUID call) {
        if (store) {
            stored.release(call, caller);
        }
    }
}
