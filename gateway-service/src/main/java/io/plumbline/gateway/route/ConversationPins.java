package io.plumbline.gateway.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/// Keeps conversations with their variants, so that the provider which has a conversation's beginning in its
/// prompt cache gets the next turn too. A conversation's variant follows from its name, on every replica alike.
///
/// Calls that begin alike without being one conversation, such as those of an application that names no user
/// and asks a fixed question or sends fixed examples first, would all get one variant, whatever the weights. So
/// where this replica has seen the same turn of a conversation before, within the lifetime of a provider's
/// cache, the later call draws anew: a first turn in any case, and keeps what it drew; a later one where it
/// says something else. Thread-safe.
@Component
final class ConversationPins {

    /// Providers keep prompts for 5 to 60 minutes after their last use.
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final int MOST = 20_000;

    /// By what the variant of a conversation was drawn.
    private final Cache<String, String> keys = cache();
    /// What was said in a turn, by its conversation and number.
    private final Cache<String, String> said = cache();

    private static Cache<String, String> cache() {
        return Caffeine.newBuilder()
                .maximumSize(MOST)
                .expireAfterAccess(LIFETIME)
                .build();
    }

    /// By what the variant of a turn is drawn.
    String keyOf(Turn turn) {
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

    /// Another one each time.
    static String anyKey() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
