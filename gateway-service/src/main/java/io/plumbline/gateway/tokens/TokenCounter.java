package io.plumbline.gateway.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Counts tokens where the provider does not say. OpenAI's models are counted by their own encodings,
/// exactly; others by the newest of these, which for English text is within a fifth of Anthropic's count, and
/// for other scripts and code within a half.
///
/// Of a text of more than [#WHOLE] characters samples are counted ([SampledTokens]): encoding takes some 0.3 µs for a
/// character of prose, and up to twenty times that for one of noise, so a megabyte of it would take seconds. So no
/// text takes longer than one of some 25,000 characters. Encodings are read when they are first needed, and kept.
/// Thread-safe.
@Component
public final class TokenCounter {

    static final int WHOLE = 12_000;

    private final EncodingRegistry encodings = Encodings.newLazyEncodingRegistry();
    private final Supplier<? extends RandomGenerator> random;

    @Autowired
    public TokenCounter() {
        this(ThreadLocalRandom::current);
    }

    /// @param random says where samples lie: not for whoever writes the texts to know
    TokenCounter(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    /// About how many tokens the text has: for prose and code within a tenth.
    ///
    /// @param model the provider's name for it
    public long count(String model, String text) {
        return counted(TokenFamily.of(model).encoding(), text).likely();
    }

    /// A text, to be asked how many tokens it has at most.
    public CountedText text(String text) {
        return new CountedText(text, this);
    }

    /// How many tokens a text has.
    ///
    /// @param most as far as that can be known
    record Counted(long likely, long most) {}

    Counted counted(EncodingType type, String text) {
        Encoding encoding = encodings.getEncoding(type);
        if (text.length() > WHOLE) {
            return SampledTokens.of(text, encoding, random.get());
        }
        long tokens = encoding.countTokensOrdinary(text);
        return new Counted(tokens, tokens);
    }

    /// More tokens than it has bytes no text has.
    public static long bytes(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
            }
        }
        return bytes;
    }
}
