package io.plumbline.gateway.pipeline.call;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.guard.policy.EffectivePolicy;
import io.plumbline.gateway.guard.policy.TeamKeys;
import io.plumbline.gateway.pipeline.request.CallRequest;
import io.plumbline.gateway.pipeline.request.PlumblineOptions;
import io.plumbline.gateway.route.resolve.ConversationTurn;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.policy.Placeholders;
import io.plumbline.kit.security.Caller;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Identifies which calls belong to one conversation. The conversation determines the placeholders of redacted
/// values and the provider's prompt cache key. It is the session that the caller names, or the conversation that
/// the surface continues. Otherwise it consists of the calls of one caller, for the same user, that begin alike.
///
/// If a client drops the beginning of the history, the conversation is recognised by an exchange between two user
/// messages. This works for an hour after the call that ended with the second message, on the replica that served
/// it. Only digests of messages are stored. Thread-safe.
@Component
public final class Conversations {

    private static final Set<String> INSTRUCTING = Set.of("system", "developer");
    private static final String MESSAGES = "messages";
    private static final String ROLE = "role";
    private static final String USER = "user";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";

    /// The member with which a client requests caching at a provider. It moves from turn to turn.
    private static final String HINT = "cache_control";

    private static final int CACHE_KEY_BYTES = 16;
    private static final int MOST = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// The maximum number of exchanges in a history that are looked up.
    private static final int TRIED = 8;

    private final TeamKeys keys;
    /// Conversation names by their own value and by their exchanges.
    private final Cache<String, String> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(REMEMBERED)
            .build();

    Conversations(TeamKeys keys) {
        this.keys = keys;
    }

    /// Returns the turn of a request. The name of its conversation is a digest over the caller and its session,
    /// or over the caller, the user, the application's instructions and tools, and the user's first message. It
    /// must stay in the gateway, since anyone with these inputs can compute it.
    public ConversationTurn turnOf(Caller caller, CallRequest request) {
        PlumblineOptions options = request.options();
        CallDigest digest = new CallDigest().text(caller.type().name()).text(caller.id());
        if (options.session() != null) {
            return new ConversationTurn(
                    digest.text("session").text(options.session()).end(), 0, "", false);
        }
        String continued = request.surface().memory().conversation();
        if (continued != null) {
            return new ConversationTurn(continued, 0, "", false);
        }
        ObjectNode body = request.body();
        digest.text(request.subject()).text(options.prompt()).json(options.variables());
        addApplication(body, digest);
        String application = digest.end();
        JsonNode messages = body.path(MESSAGES);
        int[] turns = turns(messages);
        CallDigest opening = new CallDigest().text("opening").text(application);
        String derived = turns.length == 0
                ? opening.json(body.get("input")).end()
                : add(messages.get(turns[0]), opening).end();
        if (turns.length < 2) {
            return new ConversationTurn(derived, turns.length, "", isFirst(messages));
        }
        String name = recognized(derived, application, messages, turns);
        String said = exchange(application, messages, turns[turns.length - 2], turns[turns.length - 1]);
        known.put(said, name);
        return new ConversationTurn(name, turns.length, said, isFirst(messages));
    }

    /// @param derived the name computed from the first message present
    private String recognized(String derived, String application, JsonNode messages, int[] turns) {
        String name = known.getIfPresent(derived);
        for (int i = turns.length - 2; name == null && i > 0 && i > turns.length - 2 - TRIED; i--) {
            name = known.getIfPresent(exchange(application, messages, turns[i - 1], turns[i]));
        }
        if (name == null) {
            known.put(derived, derived);
            return derived;
        }
        return name;
    }

    /// Returns the digest of an exchange: from one user message to the next.
    private static String exchange(String application, JsonNode messages, int from, int to) {
        CallDigest digest = new CallDigest().text("exchange").text(application);
        for (int i = from; i <= to; i++) {
            add(messages.get(i), digest).json(messages.get(i).get("tool_calls"));
        }
        return digest.end();
    }

    /// Returns the indexes of the user messages.
    private static int[] turns(JsonNode messages) {
        return IntStream.range(0, messages.isArray() ? messages.size() : 0)
                .filter(i -> messages.get(i).path(ROLE).asString("").equals(USER))
                .toArray();
    }

    /// Adds what an application sends before the user's first message.
    private static void addApplication(ObjectNode body, CallDigest digest) {
        addContent(body.path("system"), digest);
        for (String member : new String[] {"tools", "functions"}) {
            for (JsonNode tool : body.path(member)) {
                digest.json(withoutHint(tool));
            }
        }
        for (JsonNode message : body.path(MESSAGES)) {
            if (!INSTRUCTING.contains(message.path(ROLE).asString(""))) {
                return;
            }
            add(message, digest);
        }
    }

    private static CallDigest add(JsonNode message, CallDigest digest) {
        digest.text(message.path(ROLE).asString(""));
        addContent(message.path(CONTENT), digest);
        return digest;
    }

    /// Adds content. A text and a list with this single text are equal, since clients write the latter to request
    /// caching.
    private static void addContent(JsonNode content, CallDigest digest) {
        if (content.isString()) {
            digest.text(content.asString());
            return;
        }
        for (JsonNode part : content) {
            JsonNode text = part.path(TEXT);
            if (text.isString() && part.path("type").asString("").equals(TEXT)) {
                digest.text(text.asString());
            } else {
                digest.json(withoutHint(part));
            }
        }
    }

    private static JsonNode withoutHint(JsonNode node) {
        if (!node.has(HINT)) {
            return node;
        }
        ObjectNode without = WireJson.newObject();
        without.setAll((ObjectNode) node);
        without.remove(HINT);
        return without;
    }

    /// Whether the request contains no answer yet.
    private static boolean isFirst(JsonNode messages) {
        for (JsonNode message : messages) {
            if (message.path(ROLE).asString("").equals("assistant")) {
                return false;
            }
        }
        return true;
    }

    /// Returns the vault of a call.
    public PlaceholderVault vault(String team, EffectivePolicy policy, String conversation) {
        SecretKeys ofTeam = keys.of(team);
        return switch (policy.whole().placeholders()) {
            case TEAM -> PlaceholderVault.forTeam(ofTeam);
            case CONVERSATION -> PlaceholderVault.forConversation(ofTeam, conversation);
            case CALL -> PlaceholderVault.fresh(ofTeam);
        };
    }

    /// Returns the prompt cache key for the provider; null if the policy does not allow the provider to link
    /// calls.
    public @Nullable String cacheKey(ResolvedCall call) {
        if (call.policy().whole().placeholders() == Placeholders.CALL) {
            return null;
        }
        byte[] digest = keys.of(call.team())
                .hash("prompt cache")
                .digest(call.client().turn().conversation());
        return HexFormat.of().formatHex(Arrays.copyOf(digest, CACHE_KEY_BYTES));
    }
}
