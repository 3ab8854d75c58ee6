package io.plumbline.gateway.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/// Keeps conversations with their variants, so that the provider which has a conversation's beginning in its prompt
/// cache gets the next turn too. A conversation's variant follows from its name, on every replica alike. Where several
/// begin alike within the lifetime of a provider's cache, as calls without a user and with a fixed question do, the later
/// ones draw anew, since all of them would else get one variant whatever the weights; what they drew is remembered on
/// this replica. Thread-safe.
@Component
final class ConversationPins {

    /// Providers keep prompts for 5 to 60 minutes after their last use.
    private static final Duration LIFETIME = Duration.ofHours(1);

    private static final int MOST = 50_000;

    private final Cache<String, String> keys = Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterAccess(LIFETIME)
            .build();

    /// By what the variant of a turn is drawn.
    String keyOf(Turn turn) {
        String conversation = turn.conversation();
        String known = keys.getIfPresent(conversation);
        if (!turn.first()) {
            return known == null ? conversation : known;
        }
        String key = known == null ? conversation : anyKey();
        keys.put(conversation, key);
        return key;
    }

    /// Another one each time.
    static String anyKey() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }
}
