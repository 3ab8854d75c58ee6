package io.plumbline.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plumbline.gateway.accounting.Call;
import io.plumbline.gateway.cache.CallDigest;
import io.plumbline.gateway.guard.EffectivePolicy;
import io.plumbline.gateway.guard.TeamKeys;
import io.plumbline.gateway.route.Resolution;
import io.plumbline.gateway.route.Turn;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.guardrails.operator.SecretKeys;
import io.plumbline.guardrails.policy.Placeholders;
import io.plumbline.guardrails.redact.PlaceholderVault;
import io.plumbline.kit.security.Caller;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells which calls belong to one conversation, and what follows from that: the placeholders of its values,
/// and the name under which a provider finds its prompt again. A conversation is what its caller calls a
/// session, or what its surface says that it goes on with; else the calls of one caller, for the same user, that
/// begin alike.
///
/// A client that has left out the beginning is recognised by what was said between two of the user's messages,
/// for an hour after the call that ended with the second, on the replica that had it. Of messages, digests are
/// kept. Thread-safe.
@Component
final class Conversations {

    private static final Set<String> INSTRUCTING = Set.of("system", "developer");
    private static final String MESSAGES = "messages";
    private static final String ROLE = "role";
    private static final String USER = "user";
    private static final String CONTENT = "content";
    private static final String TEXT = "text";

    /// Where a client asks a provider to cache: it moves from turn to turn.
    private static final String HINT = "cache_control";

    private static final int CACHE_KEY_BYTES = 16;
    private static final int MOST = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    /// How many exchanges of a history are tried to recognise it by.
    private static final int TRIED = 8;

    private final TeamKeys keys;
    /// Names of conversations by themselves, and by their exchanges.
    private final Cache<String, String> known = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(REMEMBERED)
            .build();

    Conversations(TeamKeys keys) {
        this.keys = keys;
    }

    /// The turn that a request is. The name of its conversation is a digest over the caller and its session, or
    /// over the caller, the user, the application's instructions and tools, and the first thing that the user
    /// said. It stays in the gateway, since whoever knows all of that can compute it.
    Turn turnOf(Caller caller, ChatRequest request) {
        PlumblineOptions options = request.options();
        CallDigest digest = new CallDigest().text(caller.type().name()).text(caller.id());
        if (options.session() != null) {
            return new Turn(digest.text("session").text(options.session()).end(), 0, "", false);
        }
        String continued = request.surface().memory().conversation();
        if (continued != null) {
            return new Turn(continued, 0, "", false);
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
            return new Turn(derived, turns.length, "", isFirst(messages));
        }
        String name = recognized(derived, application, messages, turns);
        String said = exchange(application, messages, turns[turns.length - 2], turns[turns.length - 1]);
        known.put(said, name);
        return new Turn(name, turns.length, said, isFirst(messages));
    }

    /// @param derived the name by the first of the messages that are there
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

    /// What was said from one message of the user's to the next.
    private static String exchange(String application, JsonNode messages, int from, int to) {
        CallDigest digest = new CallDigest().text("exchange").text(application);
        for (int i = from; i <= to; i++) {
            add(messages.get(i), digest).json(messages.get(i).get("tool_calls"));
        }
        return digest.end();
    }

    /// Where the user's messages are.
    private static int[] turns(JsonNode messages) {
        return IntStream.range(0, messages.isArray() ? messages.size() : 0)
                .filter(i -> messages.get(i).path(ROLE).asString("").equals(USER))
                .toArray();
    }

    /// What an application says before its user does.
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

    /// A text is the same alone and as the only one of a list: clients that ask to cache it write it so.
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

    /// Whether nothing has been answered yet.
    private static boolean isFirst(JsonNode messages) {
        for (JsonNode message : messages) {
            if (message.path(ROLE).asString("").equals("assistant")) {
                return false;
            }
        }
        return true;
    }

    /// The vault of a call, once its team and its policy are known.
    PlaceholderVault vault(Call call, String conversation) {
        SecretKeys ofTeam = keysOf(call);
        return switch (placeholders(call)) {
            case TEAM -> PlaceholderVault.forTeam(ofTeam);
            case CONVERSATION -> PlaceholderVault.forConversation(ofTeam, conversation);
            case CALL -> PlaceholderVault.fresh(ofTeam);
        };
    }

    /// By what a provider is to find the conversation's prompt again; null where the policy does not let calls
    /// be known to belong together.
    @Nullable
    String cacheKey(Call call, String conversation) {
        if (placeholders(call) == Placeholders.CALL) {
            return null;
        }
        byte[] digest = keysOf(call).hash("prompt cache").digest(conversation);
        return HexFormat.of().formatHex(Arrays.copyOf(digest, CACHE_KEY_BYTES));
    }

    private SecretKeys keysOf(Call call) {
        Resolution resolution = call.resolution();
        return keys.of(resolution == null ? "" : resolution.team());
    }

    private static Placeholders placeholders(Call call) {
        EffectivePolicy policy = call.policy();
        return policy == null ? Placeholders.CALL : policy.whole().placeholders();
    }
}
