package io.plumbline.eval.benchmark.instruction;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The 25 instructions of IFEval. Own implementations of the published definitions, in linear time: keywords are
/// texts, not patterns. Sentences and words are counted by rules of the JDK instead of NLTK's models, and languages by
/// their script and most frequent words, so single answers can differ from the reference.
///
/// @see <a href="https://arxiv.org/abs/2311.07911">Zhou et al. 2023</a>
enum InstructionCheck {
    KEYWORDS(
            "keywords:existence",
            (text, given) ->
                    given.texts("keywords").stream().allMatch(keyword -> InstructionTexts.count(text, keyword) > 0)),
    KEYWORD_FREQUENCY(
            "keywords:frequency",
            (text, given) ->
                    given.compares(InstructionTexts.count(text, given.text("keyword")), "relation", "frequency")),
    FORBIDDEN_WORDS(
            "keywords:forbidden_words",
            (text, given) ->
                    given.texts("forbidden_words").stream().noneMatch(word -> InstructionTexts.hasWord(text, word))),
    LETTER_FREQUENCY(
            "keywords:letter_frequency",
            (text, given) -> given.compares(
                    InstructionTexts.count(text, given.text("letter")), "let_relation", "let_frequency")),
    LANGUAGE("language:response_language", (text, given) -> LanguageGuess.mayBe(text, given.text("language"))),
    SENTENCES(
            "length_constraints:number_sentences",
            (text, given) -> given.compares(InstructionTexts.sentences(text), "relation", "num_sentences")),
    PARAGRAPHS(
            "length_constraints:number_paragraphs",
            (text, given) ->
                    InstructionTexts.parts(text, "***").map(List::size).orElse(-1) == given.number("num_paragraphs")),
    WORDS(
            "length_constraints:number_words",
            (text, given) -> given.compares(InstructionTexts.words(text), "relation", "num_words")),
    FIRST_WORD_OF_PARAGRAPH("length_constraints:nth_paragraph_first_word", InstructionCheck::startsParagraph),
    PLACEHOLDERS(
            "detectable_content:number_placeholders",
            (text, given) -> InstructionTexts.matches(text, Patterns.PLACEHOLDER) >= given.number("num_placeholders")),
    POSTSCRIPT("detectable_content:postscript", InstructionCheck::hasPostscript),
    BULLETS(
            "detectable_format:number_bullet_lists",
            (text, given) -> InstructionTexts.matches(text, Patterns.STAR_BULLET)
                            + InstructionTexts.matches(text, Patterns.DASH_BULLET)
                    == given.number("num_bullets")),
    CONSTRAINED(
            "detectable_format:constrained_response",
            (text, _) -> Patterns.CONSTRAINED.stream().anyMatch(text::contains)),
    HIGHLIGHTS(
            "detectable_format:number_highlighted_sections",
            (text, given) -> InstructionTexts.highlights(text) >= given.number("num_highlights")),
    SECTIONS("detectable_format:multiple_sections", (text, given) -> {
        Pattern section = Pattern.compile(Pattern.quote(given.text("section_spliter")) + "\\s?\\d+");
        return InstructionTexts.matches(text, section) >= given.number("num_sections");
    }),
    JSON("detectable_format:json_format", (text, _) -> InstructionTexts.isJson(text)),
    TITLE("detectable_format:title", (text, _) -> InstructionTexts.hasTitle(text)),
    TWO_RESPONSES(
            "combination:two_responses",
            (text, _) -> InstructionTexts.parts(text, "******")
                    .filter(parts -> parts.size() == 2
                            && !parts.getFirst().strip().equals(parts.getLast().strip()))
                    .isPresent()),
    REPEAT_PROMPT(
            "combination:repeat_prompt",
            (text, given) -> lower(text.strip())
                    .startsWith(lower(given.text("prompt_to_repeat").strip()))),
    END(
            "startend:end_checker",
            (text, given) -> lower(InstructionTexts.unquoted(text.strip()))
                    .endsWith(lower(given.text("end_phrase").strip()))),
    QUOTATION("startend:quotation", (text, _) -> {
        String stripped = text.strip();
        return stripped.length() > 1 && stripped.startsWith("\"") && stripped.endsWith("\"");
    }),
    CAPITAL_WORDS(
            "change_case:capital_word_frequency",
            (text, given) ->
                    given.compares(InstructionTexts.capitalWords(text), "capital_relation", "capital_frequency")),
    CAPITALS(
            "change_case:english_capital",
            (text, _) -> InstructionTexts.hasLetters(text)
                    && text.equals(text.toUpperCase(Locale.ROOT))
                    && LanguageGuess.mayBe(text, "en")),
    LOWERCASE(
            "change_case:english_lowercase",
            (text, _) ->
                    InstructionTexts.hasLetters(text) && text.equals(lower(text)) && LanguageGuess.mayBe(text, "en")),
    NO_COMMA("punctuation:no_comma", (text, _) -> text.indexOf(',') < 0);

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // holds nothing
    private final Rule rule;

    InstructionCheck(String id, Rule rule) {
        this.id = id;
        this.rule = rule;
    }

    private interface Rule {

        boolean holds(String text, InstructionArguments given);
    }

    private static final class Patterns {

        private static final Pattern PLACEHOLDER = Pattern.compile("\\[[^\\]\\n]{0,1000}\\]");
        private static final Pattern STAR_BULLET = Pattern.compile("(?m)^[ \\t]*\\*[^*\\n].*$");
        private static final Pattern DASH_BULLET = Pattern.compile("(?m)^[ \\t]*-.*$");
        private static final List<String> CONSTRAINED =
                List.of("My answer is yes.", "My answer is no.", "My answer is maybe.");
    }

    /// Returns the check with this published id; null if there is none.
    static @Nullable InstructionCheck of(String id) {
        return Arrays.stream(values())
                .filter(check -> check.id.equals(id))
                .findFirst()
                .orElse(null);
    }

    String id() {
        return id;
    }

    boolean holds(String text, InstructionArguments given) {
        return rule.holds(text, given);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static boolean startsParagraph(String text, InstructionArguments given) {
        String[] all = text.split("\n\n", -1);
        long filled = Arrays.stream(all).filter(part -> !part.isBlank()).count();
        int wanted = given.number("nth_paragraph");
        if (filled != given.number("num_paragraphs") || wanted < 1 || wanted > filled || all[wanted - 1].isBlank()) {
            return false;
        }
        String first = all[wanted - 1].strip().split("\\s", 2)[0].replaceFirst("^['\"]{1,9}", "");
        return lower(first.split("[.,?!'\"]", 2)[0]).equals(lower(given.text("first_word")));
    }

    private static boolean hasPostscript(String text, InstructionArguments given) {
        String marker = given.text("postscript_marker").strip();
        String lower = lower(text);
        return switch (marker) {
            case "P.P.S" -> InstructionTexts.matches(lower, Pattern.compile("p\\.\\s?p\\.\\s?s")) > 0;
            case "P.S." -> InstructionTexts.matches(lower, Pattern.compile("p\\.\\s?s\\.")) > 0;
            default -> lower.contains(lower(marker));
        };
    }
}
