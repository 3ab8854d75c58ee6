package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.bench.conformance.Languages;
import io.plumbline.bench.conformance.MeasuredRate;
import io.plumbline.bench.utility.FalseFindings;
import io.plumbline.bench.utility.FalseFindings.Effect;
import io.plumbline.bench.utility.OrdinaryTexts;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.document.PolicySchema;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.pii.EncodedRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
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
    /// Nothing was trained on these sentences.
    private static final Path SENTENCES =
            ReferencePage.REPOSITORY.resolve("libs/guardrails/src/test/resources/io/plumbline/guardrails/injection");

    private static final Map<Category, String> MEANINGS = meanings();

    private static Map<Category, String> meanings() {
        Map<Category, String> meanings = new EnumMap<>(Category.class);
        meanings.put(Category.PII, "personal data");
        meanings.put(Category.SECRET, "credentials");
        meanings.put(Category.PROMPT_INJECTION, "instructions that try to override those of the application");
        meanings.put(Category.JAILBREAK, "attempts to make the model ignore its limits");
        meanings.put(Category.TOXICITY, "insults, hate, threats, profanity and sexual content");
        meanings.put(Category.SELF_HARM, "suicide and self-injury: experiences, plans and questions");
        meanings.put(Category.WEAPONS, "making and obtaining weapons");
        meanings.put(Category.INSECURE_OUTPUT, "output that is harmful when rendered, executed or followed");
        meanings.put(Category.SYSTEM_PROMPT_LEAK, "the application's instructions in an answer");
        meanings.put(Category.TOOL_DENIED, "a tool, or arguments of a tool, that the policy does not allow");
        meanings.put(Category.SCHEMA, "an answer or arguments that do not match their schema");
        meanings.put(Category.TOKEN_LIMIT, "more tokens than allowed");
        meanings.put(Category.POLICY, "the policy itself: denied words, and texts that could not be inspected in time");
        return meanings;
    }

    @Test
    void isDocumentedAsItIs() {
        StringBuilder text = new StringBuilder("""
                # What the guards detect

                Generated from the code. To act on findings, [write a guard policy](../guides/guard-policy.md). For cost and false
                findings compared with the goals, see [performance](../performance.md#goals-for-the-guards).

                ## Scores

                A score is the confidence in a finding, from 0 to 1.

                - A pattern that also matches other texts has a weak score (.05 to .4). Context words nearby raise it.
                - A valid checksum makes a finding certain; an invalid one rules it out.
                - Names and other learned entities have probabilities.

                A policy acts on scores from .5 unless it sets another threshold. `/analyze` returns all findings.

                The model of names was trained on Latin script. It also detects names in Cyrillic, Greek, Chinese and Japanese, less
                reliably. Names in Arabic, Hebrew, Thai, Korean and the scripts of India are detected only within a text in another
                script, not within sentences in their own. Patterns such as numbers and e-mail addresses are detected in any script.

                ## Overlaps

                Of overlapping findings, one counts: the one with the stricter action, then the higher score, then the longer one, then
                the first one. An allowed finding therefore never hides a redacted one.

                ## Categories

                Categories are the names of rules in policies, and the values of `code` when a call is refused.

                | category | detects |
                |---|---|
                """);
        MEANINGS.forEach((category, meaning) -> text.append("| `%s` | %s |\n".formatted(category.wireName(), meaning)));
        for (Category category : Category.values()) {
            entities(category, text);
        }
        falseFindings(text);
        text.append("""

                ## Detectors

                Findings are reported under these names. A policy can switch detectors off by name (`detectors`). `encoder` is the text
                encoder; without it, learned detectors use rules and n-grams. `pii.encoded` detects entities of `pii` in base64,
                hexadecimal, percent-encoding and HTML entities.

                %s
                """.formatted(listed(ENGINE.detectorNames())));
        text.append("""

                ## Languages

                | language | detected with |
                |---|---|
                | English | rules, n-grams and the encoder |
                | German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Chinese, Japanese, Arabic | a model for each language, sentence by sentence: concepts (such as dropping rules, or a system prompt) with the words of that language, and n-grams. The encoder is not used: it reads English only |
                | others | rules and n-grams |

                The language of each sentence is recognised by its letters. Toxicity, self-harm and weapons are learned in English and
                detected in English only; words of the lexicon count in any language.

                The tables below use two small test sets in `libs/guardrails/src/test/resources/io/plumbline/guardrails/injection`.
                They show the share of attacks detected from a score of .5 (by callers, and in documents and tool results), and the
                share of harmless questions and answers blocked by `standard` and `strict`, each used as input and as an answer. All
                figures have 95 %% intervals.

                Read the figures with care. The models were trained on templates of our own and, as harmless texts, on Chromium's
                interface texts, and tuned on other sentences of our own. They were not trained on the test sets, but the totals for
                each language were read between training rounds, and one author wrote both the templates and the test sets. Attacks
                by others are harder to detect. `bench conformance` computes the same table, including English, for your own
                `languages.txt`.

                `languages.txt`: plain attacks (6 by callers and 5 in documents per language), and 12 harmless everyday sentences.

                %s
                `languages-varied.txt`: attacks that are polite, slangy, misspelt, part of a story or a threat (13 by callers and 8 in
                documents per language), and 20 harmless sentences, most of which resemble attacks.

                %s""".formatted(shares("languages.txt"), shares("languages-varied.txt")));
        ReferencePage.check("guardrails.md", text.toString());
    }

    private static String shares(String file) {
        StringBuilder table = new StringBuilder("""
                | language | attacks by callers | attacks in documents | blocked by `standard` | blocked by `strict` |
                |---|---|---|---|---|
                """);
        Languages.check(SENTENCES.resolve(file), ENGINE).rows().stream()
                .filter(row -> !row.name().equals("en"))
                .forEach(row -> table.append("| %s | %s |\n"
                        .formatted(
                                row.name(),
                                row.measures().stream().map(MeasuredRate::text).collect(Collectors.joining(" | ")))));
        return table.toString();
    }

    private static void falseFindings(StringBuilder text) {
        FalseFindings findings = new FalseFindings(ENGINE, OrdinaryTexts.of(SEED, TEXTS_OF_A_KIND));
        text.append("""

                ## False findings

                Findings per megabyte on which `strict` acts, in %.1f MB of ordinary texts without personal data. There are %d texts of
                each kind: %s. Rules and n-grams only, without the text encoder. All other detectors have no such findings.
                `bench utility` measures the same with the text encoder, and on other texts.

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
        recognizers.forEach((type, names) -> text.append("| `%s` | %s |\n"
                .formatted(type, names.isEmpty() ? "learned, or detected from the whole text" : listed(names))));
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
