package io.plumbline.guardrails.policy;

import io.plumbline.personaldata.country.check.NamedChecksum;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.scan.Form;
import io.plumbline.personaldata.scan.PatternRecognizer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A policy's own recognizer, as data.
///
/// @param name unique in the policy; the detector name of its findings is `custom.` and this
/// @param category the rule that applies to its findings
/// @param languages two-letter codes of the languages of the texts that it reads; empty for all. It also reads
///     texts of unknown language
/// @param checksum makes a match certain or discards it; null for none
/// @param context words nearby that raise the score
public record CustomRecognizer(
        String name,
        String entityType,
        Category category,
        Set<String> languages,
        List<Expression> patterns,
        @Nullable NamedChecksum checksum,
        List<String> context) {

    private static final String PREFIX = "custom.";

    public CustomRecognizer {
        languages = Set.copyOf(languages);
        patterns = List.copyOf(patterns);
        context = List.copyOf(context);
    }

    /// @param regex ignores case; matches within words too, except with `\b` at either end
    /// @param score the score of a match alone, 0 to 1
    public record Expression(String regex, double score) {}

    /// The detector name of its findings.
    public String detector() {
        return PREFIX + name;
    }

    /// @throws io.plumbline.personaldata.automaton.PatternException when an expression is invalid, or too large
    PatternRecognizer recognizer() {
        PatternRecognizer.Builder builder = PatternRecognizer.of(entityType)
                .named(detector())
                .category(category)
                .languages(languages.toArray(String[]::new))
                .context(context.toArray(String[]::new));
        for (int i = 0; i < patterns.size(); i++) {
            builder.form(form(i));
        }
        return checksum == null
                ? builder.build()
                : builder.checksum(checksum::holds).build();
    }

    /// @throws io.plumbline.personaldata.automaton.PatternException when the expression is invalid, or too large
    Form form(int index) {
        Expression expression = patterns.get(index);
        return Form.expression("pattern " + (index + 1), expression.score(), expression.regex());
    }
}
