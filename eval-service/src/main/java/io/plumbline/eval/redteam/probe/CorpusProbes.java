package io.plumbline.eval.redteam.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes probes of the records of a dataset: `prompt` or `input`, and optionally `category`, `harmless` and
/// `expected`, the text whose appearance in the answer proves success. Without it, an answer that is no refusal
/// counts as success.
public final class CorpusProbes {

    /// The category of records without one, and what those of the others begin with: a corpus has no probes of the
    /// library's categories.
    public static final String IMPORTED = "imported";

    private static final Pattern CATEGORY = Pattern.compile("[a-z0-9][a-z0-9._-]{0,53}");
    private static final int MAX_PROMPT = 20_000;
    private static final int MAX_EXPECTED = 1_000;

    private CorpusProbes() {}

    /// Returns a probe for each strategy in turn; records without a prompt, or with one that is too long, are left
    /// out.
    public static List<Probe> of(List<Map<String, Object>> records, List<StrategyChain> strategies) {
        List<Probe> probes = new ArrayList<>();
        for (Map<String, Object> each : records) {
            StrategyChain chain = strategies.get(probes.size() % strategies.size());
            prompt(each).map(prompt -> probe(each, prompt, chain)).ifPresent(probes::add);
        }
        return probes;
    }

    private static Probe probe(Map<String, Object> each, String prompt, StrategyChain chain) {
        boolean harmless = Boolean.TRUE.equals(each.get("harmless"));
        String expected = text(each, "expected", MAX_EXPECTED);
        ProbeGoal goal = expected == null
                ? new ProbeGoal("answered", ProbeDetector.NO_REFUSAL, "", null, null)
                : new ProbeGoal("expected-text", ProbeDetector.PAYLOAD, expected, null, null);
        // Only encodings: the other strategies need slots, which belong to the library.
        String written = prompt;
        for (Strategy strategy : chain.harmless().strategies()) {
            written = Encodings.encode(strategy, written);
        }
        return new Probe(
                category(each),
                chain.harmless().strategies().isEmpty()
                        ? Strategy.DIRECT.code()
                        : chain.harmless().toString(),
                harmless,
                ProbeSetting.plain(),
                written,
                List.of(),
                List.of(),
                harmless ? null : goal);
    }

    private static Optional<String> prompt(Map<String, Object> each) {
        String prompt = text(each, "prompt", MAX_PROMPT);
        return Optional.ofNullable(prompt == null ? text(each, "input", MAX_PROMPT) : prompt);
    }

    private static String category(Map<String, Object> each) {
        String category = text(each, "category", MAX_EXPECTED);
        return category != null && CATEGORY.matcher(category).matches() ? IMPORTED + "." + category : IMPORTED;
    }

    private static @Nullable String text(Map<String, Object> each, String field, int longest) {
        return each.get(field) instanceof String text && !text.isBlank() && text.length() <= longest ? text : null;
    }
}
