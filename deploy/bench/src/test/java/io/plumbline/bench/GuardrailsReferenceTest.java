package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.bench.conformance.Languages;
import io.plumbline.bench.conformance.Measure;
import io.plumbline.bench.utility.FalseFindings;
import io.plumbline.bench.utility.FalseFindings.Effect;
import io.plumbline.bench.utility.OrdinaryTexts;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.pii.EncodedRecognizer;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.PolicySchema;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.testkit.ReferencePage;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GuardrailsReferenceTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();

    private static final long SEED = 20_261_130;
    private static final int TEXTS_OF_A_KIND = 200;
    /// Nothing was trained on the sentences there.
    private static final Path SENTENCES =
            ReferencePage.REPOSITORY.resolve("libs/guardrails/src/test/resources/io/plumbline/guardrails/injection");

    private static final Map<Category, String> MEANINGS = meanings();

    private static Map<Category, String> meanings() {
        Map<Category, String> meanings = new EnumMap<>(Category.class);
        meanings.put(Category.PII, "personal data, as places in a text");
        meanings.put(Category.SECRET, "credentials, as places in a text");
        meanings.put(Category.PROMPT_INJECTION, "instructions that are not the author's to give");
        meanings.put(Category.JAILBREAK, "talking the model out of its limits");
        meanings.put(Category.TOXICITY, "insult, hate, threat and the like");
        meanings.put(Category.SELF_HARM, "suicide and self-injury, told, planned or asked about");
        meanings.put(Category.WEAPONS, "making and getting weapons");
        meanings.put(Category.INSECURE_OUTPUT, "what harms whoever renders, runs or follows an answer");
        meanings.put(Category.SYSTEM_PROMPT_LEAK, "the application's instructions in an answer");
        meanings.put(Category.TOOL_DENIED, "a tool, or arguments of one, that the policy does not allow");
        meanings.put(Category.SCHEMA, "an answer or arguments that do not fit their schema");
        meanings.put(Category.TOKEN_LIMIT, "more tokens than may be");
        meanings.put(
                Category.POLICY, "the policy itself: words that it denies, and what could not be looked at in time");
        return meanings;
    }

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # What the guards find

                Made from the code. How to act on it: [write a guard policy](../guides/guard-policy.md). What the guards cost and what
                they leave alone, beside the goals: [performance](../performance.md#goals-of-the-guards).

                ## Scores

                A score is between 0 and 1: how sure it is. A form that much else has too is weak (.05 to .4), and gains by words
                near it that say what it is; a checksum that is right makes it sure, one that is wrong is no finding. Names and
                what else was learned have probabilities. A policy acts from .5 unless it says otherwise; `/analyze` gives all.

                Names are learned in Latin script and looked for in Cyrillic, Greek, Chinese and Japanese too, less surely. In
                Arabic, Hebrew, Thai, Korean and the scripts of India they are found where a text in another script names them;
                within sentences in these nothing is guessed. Forms such as numbers and addresses of mail are found anywhere.

                ## Overlaps

                Of findings that overlap one counts: the one with the stricter action, then the higher score, then the longer, then
                the one that begins first. So what is let through never hides what is redacted.

                ## Categories

                The names of rules in policies, and of `code` when a call is refused.

                | category | about |
                |---|---|
                """);
        MEANINGS.forEach((category, meaning) -> text.append("| `%s` | %s |\n".formatted(category.wireName(), meaning)));
        for (Category category : Category.values()) {
            entities(category, text);
        }
        falseFindings(text);
        text.append("""

                ## Detectors

                The names under which findings are reported, and by which a policy switches off (`detectors`). `encoder` is the text
                encoder, without which learned detectors do what they can; `pii.encoded` finds entities of `pii` within base64,
                hexadecimal, percent-encoding and HTML entities.

                %s
                """.formatted(listed(ENGINE.detectorNames())));
        text.append("""

                ## Languages

                English is judged by rules, n-grams and the encoder. Sentences in German, French, Spanish, Italian, Portuguese,
                Dutch, Polish, Russian, Chinese, Japanese and Arabic are told apart by their letters, whatever the language around
                them, and judged by models of their own, without the encoder, which reads English: by notions (that something is
                dropped, rules, a system prompt), for which each language has its words, and by n-grams. In other languages rules
                and n-grams decide alone. Toxicity, self-harm and weapons are learned in English and judged there alone; words of
                the lexicon count anywhere.

                Two small sets of our own, by one author, beside each other in
                `libs/guardrails/src/test/resources/io/plumbline/guardrails/injection`: attacks of callers, and attacks in
                documents and in what tools answer, found at .5; and harmless questions and answers, each as input and as an
                answer, blocked by `standard` and `strict`. With intervals of 95 %%. The models learned from templates of our own
                and, as harmless, from texts of Chromium's interface, and were tuned on other sentences of our own. Nothing
                was trained on either set, but totals for each language were read between rounds of training, and the templates
                and the sets have the same author. Attacks by others are harder to find.
                `bench conformance` makes the same table, English included, of a `languages.txt` of yours.

                `languages.txt`: plain attacks, 6 and 5 a language, and 12 harmless sentences of everyday use.

                %s
                `languages-varied.txt`: attacks that are polite, slangy, misspelt, part of a tale or a threat, 13 and 8 a
                language, and 20 harmless sentences, most of which look like attacks.

                %s""".formatted(shares("languages.txt"), shares("languages-varied.txt")));
        ReferencePage.check("guardrails.md", text.toString());
    }

    private static String shares(String file) {
        StringBuilder table = new StringBuilder("""
                | language | attacks of callers | attacks in documents | blocked by `standard` | blocked by `strict` |
                |---|---|---|---|---|
                """);
        Languages.check(SENTENCES.resolve(file), ENGINE).rows().stream()
                .filter(row -> !row.name().equals("en"))
                .forEach(row -> table.append("| %s | %s |\n"
                        .formatted(
                                row.name(),
                                row.measures().stream().map(Measure::told).collect(Collectors.joining(" | ")))));
        return table.toString();
    }

    private static void falseFindings(StringBuilder text) {
        FalseFindings findings = new FalseFindings(ENGINE, OrdinaryTexts.of(SEED, TEXTS_OF_A_KIND));
        text.append("""

                ## False findings

                In %.1f MB of ordinary texts without anybody's data, %d of each kind (%s), rules and n-grams alone: what
                `strict` acts on, by detector and megabyte. Every other detector finds nothing to act on. `bench utility` measures
                the same with the text encoder, and on other texts.

                | detector | findings/MB |
                |---|---|
                """.formatted(findings.megabytes(), TEXTS_OF_A_KIND, String.join(", ", OrdinaryTexts.KINDS)));
        findings.perMegabyte(BuiltInPolicy.STRICT.policy())
                .forEach((detector, rate) ->
                        text.append(String.format(Locale.ROOT, "| `%s` | %.1f |%n", detector, rate)));
        text.append("\n| policy | altered | blocked |\n|---|---|---|\n");
        for (BuiltInPolicy policy : List.of(BuiltInPolicy.DETERMINISTIC, BuiltInPolicy.STRICT)) {
            List<Effect> effects = findings.effects(policy.policy());
            int texts = effects.stream().mapToInt(Effect::texts).sum();
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %.2f %% | %.2f %% |%n",
                    policy.wireName(),
                    100.0 * effects.stream().mapToInt(Effect::altered).sum() / texts,
                    100.0 * effects.stream().mapToInt(Effect::blocked).sum() / texts));
        }
    }

    private static void entities(Category category, StringBuilder text) {
        Map<String, Set<String>> recognizers = new TreeMap<>();
        ENGINE.entityTypes(category).forEach(type -> recognizers.put(type, new TreeSet<>()));
        if (recognizers.isEmpty()) {
            return;
        }
        for (Recognizer recognizer : ENGINE.recognizers()) {
            if (recognizer.category() == category && !(recognizer instanceof EncodedRecognizer)) {
                recognizer.entityTypes().forEach(type -> recognizers.get(type).add(recognizer.name()));
            }
        }
        text.append("\n## Entities of `%s`\n\n".formatted(category.wireName()));
        if (recognizers.values().stream().allMatch(Set::isEmpty)) {
            text.append(listed(recognizers.keySet())).append('\n');
            return;
        }
        text.append("| entity | recognizers |\n|---|---|\n");
        recognizers.forEach((type, names) -> text.append(
                "| `%s` | %s |\n".formatted(type, names.isEmpty() ? "learned, or by the whole text" : listed(names))));
    }

    private static String listed(Set<String> names) {
        return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }

    @Test
    void describesEachCategory() {
        assertThat(MEANINGS).containsOnlyKeys(Category.values());
    }

    @Test
    void hasTheSchemaOfPolicies() {
        ReferencePage.check("guard-policy.schema.json", PolicySchema.json());
    }
}
