package io.plumbline.eval.judge.rating;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The family of a model, by its name. A judge favours its own family's answers, so the two should differ.
///
/// @see <a href="https://arxiv.org/abs/2404.13076">Panickssery et al. 2024, on self-preference</a>
public final class ModelFamily {

    private static final Pattern WORDS = Pattern.compile("[^a-z]+");

    /// The first match counts.
    private static final List<Map.Entry<String, List<String>>> FAMILIES = List.of(
            Map.entry("OPENAI", List.of("gpt", "openai", "chatgpt", "davinci", "o")),
            Map.entry("ANTHROPIC", List.of("claude", "anthropic")),
            Map.entry("GOOGLE", List.of("gemini", "gemma", "palm", "bison")),
            Map.entry("META", List.of("llama", "meta")),
            Map.entry("MISTRAL", List.of("mistral", "mixtral", "ministral", "codestral", "magistral")),
            Map.entry("ALIBABA", List.of("qwen", "qwq")),
            Map.entry("DEEPSEEK", List.of("deepseek")),
            Map.entry("COHERE", List.of("command", "cohere", "aya")),
            Map.entry("AMAZON", List.of("nova", "titan")),
            Map.entry("MICROSOFT", List.of("phi")),
            Map.entry("XAI", List.of("grok")));

    private ModelFamily() {}

    /// @param model for example `gpt-4o-2024-08-06` or `meta.llama3-70b-instruct-v1:0`
    public static Optional<String> of(@Nullable String model) {
        if (model == null) {
            return Optional.empty();
        }
        List<String> words = List.of(WORDS.split(model.toLowerCase(Locale.ROOT)));
        return FAMILIES.stream()
                .filter(family -> family.getValue().stream().anyMatch(words::contains))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Whether two models are of one family; empty if unknown.
    public static Optional<Boolean> same(@Nullable String model, @Nullable String other) {
        return of(model).flatMap(family -> of(other).map(family::equals));
    }
}
