package io.plumbline.gateway.client.responses;

import io.plumbline.gateway.client.responses.codec.ResponsesRequest;
import io.plumbline.gateway.dialect.CallMemory;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Stores responses for the credential that created them, and for no other. They are in the database, so that any
/// replica can continue them. Each contains what it adds to the previous one: its guarded input and its redacted
/// output. A response can be continued only if all previous ones exist; once one is deleted or has expired, no
/// later one can be. A response that cannot be stored is still answered, with `store` set to false. Thread-safe.
@Component
final class StoredResponses {

    private static final Logger log = LoggerFactory.getLogger(StoredResponses.class);

    /// The maximum number of responses that the items of one request may reference.
    private static final int MOST_REFERRED = 100;

    private static final String TYPE = "stored-response";
    private static final String RESPONSE = "response";
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String CONVERSATION = "conversation";

    private final StoredResponseStore store;
    private final StoredResponseProperties properties;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    StoredResponses(
            StoredResponseStore store,
            StoredResponseProperties properties,
            AuditTrail trail,
            PlatformTransactionManager transactionManager,
            Clock clock) {
        this.store = store;
        this.properties = properties;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
        this.clock = clock;
    }

    /// The responses that a response continues.
    ///
    /// @param previous the previous response; null for none
    /// @param messages the whole conversation from the beginning
    /// @param conversation its name; null for none
    record Chain(
            @Nullable UUID previous,
            List<ObjectNode> messages,
            @Nullable String conversation,
            int turns,
            long bytes) {

        static final Chain NONE = new Chain(null, List.of(), null, 0, 0);

        /// Leaves out the content.
        @Override
        public String toString() {
            return "Chain[turns=" + turns + "]";
        }
    }

    /// A response to store.
    record Fresh(UUID id, Caller caller, Chain chain, CallMemory.Answered answered) {}

    /// Whether to store a response, as its request sets it.
    ///
    /// @throws ProblemException `invalid-call` if the client requests what this gateway does not support
    boolean keeps(ObjectNode request) {
        boolean said = request.hasNonNull(ResponsesRequest.STORE);
        boolean wanted = request.path(ResponsesRequest.STORE).asBoolean(false);
        if (said && wanted && !properties.isOn()) {
            throw InvalidCalls.at(ResponsesRequest.STORE, "must not be true: this gateway stores no responses");
        }
        return properties.isOn() && (wanted || !said);
    }

    /// Returns the maximum size in bytes of the messages of a response and all that it continues.
    long largest() {
        return properties.maxSize().toBytes();
    }

    /// Returns the caller's own response with all that it continues.
    ///
    /// @throws ProblemException 404 if it does not exist; `invalid-call` if the chain is too long
    Chain chain(String id, Caller caller) {
        UUID parsed = ResponseId.parse(id).orElseThrow(StoredResponses::noPrevious);
        StoredResponse last = read(() -> store.find(parsed, caller)).orElseThrow(StoredResponses::noPrevious);
        if (last.turns() >= properties.maxTurns()) {
            throw InvalidCalls.at(
                    ResponsesRequest.PREVIOUS,
                    "continues a conversation of " + last.turns() + " responses, the maximum; send the items instead");
        }
        List<StoredResponse> turns = read(() -> store.chain(last, caller));
        if (turns.size() < last.turns()) {
            throw noPrevious();
        }
        List<ObjectNode> messages = new ArrayList<>();
        for (StoredResponse turn : turns) {
            turn.content().path(INPUT).forEach(message -> messages.add((ObjectNode) message));
            if (turn.content().get(OUTPUT) instanceof ObjectNode said) {
                messages.add(said);
            }
        }
        String conversation = last.content().path(CONVERSATION).asString("");
        return new Chain(parsed, messages, conversation, last.turns(), last.bytes());
    }

    /// Replaces references to the caller's own stored items with these items, redacted.
    ///
    /// @param input of a request
    /// @throws ProblemException 404 for an item that does not exist; `invalid-call` for too many
    void resolve(JsonNode input, Caller caller) {
        if (!(input instanceof ArrayNode items)) {
            return;
        }
        Map<UUID, Optional<StoredResponse>> found = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            if (item.path("type").asString("").equals("item_reference")) {
                String param = INPUT + "[" + i + "]";
                ResponseId.Item named =
                        ResponseId.parseItem(item.path("id").asString("")).orElseThrow(() -> noItem(param));
                if (found.size() == MOST_REFERRED && !found.containsKey(named.response())) {
                    throw InvalidCalls.at(param, "refers to more than " + MOST_REFERRED + " responses; send the items");
                }
                JsonNode stored = found.computeIfAbsent(named.response(), id -> read(() -> store.find(id, caller)))
                        .map(response ->
                                response.content().path(RESPONSE).path("output").path(named.index()))
                        .filter(JsonNode::isObject)
                        .orElseThrow(() -> noItem(param));
                items.set(i, stored);
            }
        }
    }

    private static ProblemException noItem(String param) {
        return RequestProblem.NOT_FOUND
                .because("The item is not stored for this credential. Send the item itself.")
                .with("param", param);
    }

    private static ProblemException noPrevious() {
        return RequestProblem.NOT_FOUND
                .because("The previous response is not stored for this credential: it, or one before it, was created"
                        + " with another credential or not stored, was deleted, or has expired.")
                .with("param", ResponsesRequest.PREVIOUS)
                .with("code", "previous_response_not_found");
    }

    /// Stores a response. A parked response becomes available only once it is approved.
    ///
    /// @param input the messages that it adds
    /// @param output the message of its answer; null for none
    /// @return whether it is stored
    boolean keep(Fresh fresh, ObjectNode response, ArrayNode input, @Nullable ObjectNode output) {
        ObjectNode content =
                WireJson.newObject().put(CONVERSATION, fresh.answered().conversation());
        content.set(RESPONSE, response);
        content.set(INPUT, input);
        if (output != null) {
            content.set(OUTPUT, output);
        }
        long bytes = fresh.chain().bytes()
                + WireJson.bytes(input).length
                + (output == null ? 0 : WireJson.bytes(output).length);
        if (bytes > largest()) {
            return false;
        }
        Instant now = clock.instant();
        try {
            store.add(fresh, content, bytes, now, now.plus(properties.retention()));
            return true;
        } catch (DataAccessException | TransactionException e) {
            log.atWarn()
                    .addKeyValue("call", fresh.id())
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("Response cannot be stored");
            return false;
        }
    }

    /// Makes a parked response available once it is approved.
    void release(UUID id, Caller caller) {
        read(() -> store.release(id, caller, clock.instant().plus(properties.retention())));
    }

    /// @throws ProblemException 404
    private StoredResponse find(String id, Caller caller) {
        return ResponseId.parse(id)
                .flatMap(parsed -> store.find(parsed, caller))
                .filter(found -> caller.mayUse(found.route()))
                .orElseThrow(StoredResponses::unknown);
    }

    private static ProblemException unknown() {
        return RequestProblem.NOT_FOUND.because("No response of this credential is stored under this id.");
    }

    /// Returns the stored response, with placeholders for the caller's own values.
    ///
    /// @throws ProblemException 404
    ObjectNode response(String id, Caller caller) {
        return (ObjectNode) find(id, caller).content().path(RESPONSE);
    }

    /// Returns the messages of its own request, with placeholders for the caller's own values.
    ///
    /// @throws ProblemException 404
    JsonNode input(String id, Caller caller) {
        return find(id, caller).content().path(INPUT);
    }

    /// @throws ProblemException 404
    void delete(String id, Caller caller) {
        StoredResponse found = find(id, caller);
        transactions.executeWithoutResult(_ -> {
            if (!store.delete(found.id(), caller)) {
                throw unknown();
            }
            trail.append(AuditEntry.of(
                            StoredResponseAction.DELETED,
                            found.team(),
                            TYPE,
                            found.id().toString())
                    .with("route", found.route()));
        });
    }

    /// Reads during a call.
    ///
    /// @throws ProblemException `database-unavailable`
    private static <T> T read(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataAccessException | TransactionException e) {
            throw RequestProblem.DATABASE_UNAVAILABLE.because("Stored responses cannot be read. Try again in a moment,"
                    + " or send the items of the conversation.");
        }
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void clear() {
        try {
            Tenancy.callAsPlatform(store::clear);
        } catch (RuntimeException e) {
            log.atDebug().addKeyValue("cause", e.getClass().getSimpleName()).log("Stored responses are cleared later");
        }
    }
}
