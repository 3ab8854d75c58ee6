package io.plumbline.gateway.route.resolve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/// Keeps conversations on their variants, so that the provider with the beginning of a conversation in its prompt
/// cache also gets the next turn. The variant follows from the conversation's name and is the same on every
/// replica.
///
/// Calls may begin alike without being one conversation. An example is an application that names no user and
/// sends a fixed question or fixed examples first. All of these would get one variant, regardless of the weights.
/// If this replica has seen the same turn of a conversation within the lifetime of a provider's cache, the later
/// call therefore draws again: a first turn always, and it keeps the result; a later turn only if its content
/// differs. Thread-safe.
@Component
final class ConversationPins {

    /// Providers keep prompts for 5 to 60 minutes after their last use.
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final int MOST = 20_000;

    /// The key from which the variant of a conversation was drawn.
    private final Cache<String, String> keys = cache();
    /// The content of a turn, by conversation and number.
    private final Cache<String, String> said = cache();

    private static Cache<String, String> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(LIFETIME)
                .build();
    }

    /// Returns the key from which the variant of a turn is drawn.
    String keyOf(ConversationTurn turn) {
        String conversation = turn.conversation();
        String known = keys.getIfPresent(conversation);
        if (turn.first()) {
            String key = known == null ? conversation : anyKey();
            keys.put(conversation, key);
            return key;
        }
        String before = said.get(turn.number() + " " + conversation, _ -> turn.said());
        if (!turn.said().equals(before)) {
            return anyKey();
        }
        return known == null ? conversation : known;
    }

    /// Returns a new key each time.
    static String anyKey() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
