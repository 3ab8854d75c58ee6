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

/// Counts tokens if the provider does not. OpenAI's models are counted exactly with their own encodings. Others
/// are counted with the newest of these, which for English text is within a fifth of Anthropic's count, and for
/// other scripts and code within a half.
///
/// In a text of more than [#WHOLE] characters, samples are counted ([SampledTokens]). Encoding takes some 0.3 µs
/// per character of prose, and up to twenty times that for noise, so a megabyte of noise would take seconds. With
/// samples, no text takes longer than one of some 25,000 characters. Encodings are loaded on first use and kept.
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

    /// @param random places the samples; authors of the texts must not be able to predict it
    TokenCounter(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    /// Returns an estimate of the text's tokens: for prose and code within a tenth.
    ///
    /// @param model the provider's name for it
    public long count(String model, String text) {
        return counted(TokenFamily.of(model).encoding(), text).likely();
    }

    /// Returns a text that computes upper bounds of its tokens.
    public CountedText text(String text) {
        return new CountedText(text, this);
    }

    /// The number of tokens of a text.
    ///
    /// @param most upper bound, as far as it can be known
    record Counted(long likely, long most) {}

    Counted counted(EncodingType type, String text) {
        Encoding encoding = encodings.getEncoding(type);
        if (text.length() > WHOLE) {
            return SampledTokens.of(text, encoding, random.get());
        }
        long tokens = encoding.countTokensOrdinary(text);
        return new Counted(tokens, tokens);
    }

    /// Returns the number of bytes, which no number of tokens exceeds.
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
