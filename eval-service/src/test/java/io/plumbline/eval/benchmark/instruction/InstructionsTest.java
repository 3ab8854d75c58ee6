package io.plumbline.eval.benchmark.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One answer that follows and one that does not, for each of the 25 instructions of IFEval.
class InstructionsTest {

    private static @Nullable Boolean follows(String id, Map<String, Object> arguments, String answer) {
        return Instructions.followed(List.of(id), List.of(arguments), "the prompt", answer, false)
                .getFirst();
    }

    private static void check(String id, Map<String, Object> arguments, String right, String wrong) {
        assertThat(follows(id, arguments, right)).as(id + ": " + right).isTrue();
        assertThat(follows(id, arguments, wrong)).as(id + ": " + wrong).isFalse();
    }

    @Test
    void knowsTheTwentyFiveInstructions() {
        assertThat(Arrays.stream(InstructionCheck.values()).map(InstructionCheck::id))
                .hasSize(25)
                .doesNotHaveDuplicates();
        assertThat(follows("keywords:unheard_of", Map.of(), "text")).isNull();
    }

    @Test
    void checksKeywords() {
        check("keywords:existence", Map.of("keywords", List.of("Sun", "moon")), "sun and MOON", "only the sun");
        check("keywords:frequency", Map.of("keyword", "go", "frequency", 2, "relation", "at least"), "go, go", "go");
        check("keywords:frequency", Map.of("keyword", "go", "frequency", 2, "relation", "less than"), "go", "go go");
        check("keywords:forbidden_words", Map.of("forbidden_words", List.of("cat")), "concatenate", "A Cat!");
        check(
                "keywords:letter_frequency",
                Map.of("letter", "e", "let_frequency", 3, "let_relation", "at least"),
                "EeE",
                "ee");
    }

    @Test
    void checksLengths() {
        check(
                "length_constraints:number_sentences",
                Map.of("num_sentences", 3, "relation", "less than"),
                "One. Two.",
                "One. Two! Three?");
        check(
                "length_constraints:number_paragraphs",
                Map.of("num_paragraphs", 2),
                "one\n***\ntwo",
                "one\n***\n***\ntwo");
        check("length_constraints:number_words", Map.of("num_words", 3, "relation", "at least"), "a b c", "a b");
        check(
                "length_constraints:nth_paragraph_first_word",
                Map.of("num_paragraphs", 2, "nth_paragraph", 2, "first_word", "second"),
                "First.\n\n\"Second, yes.",
                "First.\n\nLast.");
    }

    @Test
    void checksContentAndFormat() {
        check("detectable_content:number_placeholders", Map.of("num_placeholders", 2), "[name] [address]", "[name]");
        check("detectable_content:postscript", Map.of("postscript_marker", "P.S."), "Bye.\nP. S. Hello", "Bye");
        check("detectable_content:postscript", Map.of("postscript_marker", "P.P.S"), "Bye.\np.p.s Hello", "P.S. Bye");
        check("detectable_format:number_bullet_lists", Map.of("num_bullets", 2), "* one\n- two", "* one\n** two **");
        check("detectable_format:constrained_response", Map.of(), "My answer is maybe.", "Maybe.");
        check(
                "detectable_format:number_highlighted_sections",
                Map.of("num_highlights", 2),
                "*a* and *b c*",
                "*a* and **");
        check(
                "detectable_format:multiple_sections",
                Map.of("section_spliter", "SECTION", "num_sections", 2),
                "SECTION 1\nx\nSECTION 2\ny",
                "SECTION 1\nx");
        check("detectable_format:json_format", Map.of(), "```json\n{\"a\": 1}\n```", "{\"a\": ");
        check("detectable_format:title", Map.of(), "<<A title>>\ntext", "<< >>\ntext");
    }

    @Test
    void checksCombinationsStartsAndEnds() {
        check("combination:two_responses", Map.of(), "one\n******\ntwo", "one\n******\none");
        check("combination:repeat_prompt", Map.of("prompt_to_repeat", "Say it"), "say IT again", "I say it");
        check("startend:end_checker", Map.of("end_phrase", "The end."), "So. \"the end.\"", "The end. Or not");
        check("startend:quotation", Map.of(), " \"quoted\" ", "\"quoted");
    }

    @Test
    void checksCaseCommasAndLanguage() {
        check(
                "change_case:capital_word_frequency",
                Map.of("capital_frequency", 2, "capital_relation", "at least"),
                "NASA and WHO",
                "NASA and who");
        check("change_case:english_capital", Map.of(), "THIS IS IT", "THIS IS it");
        check("change_case:english_lowercase", Map.of(), "this is it", "This is it");
        check("punctuation:no_comma", Map.of(), "no comma", "a, comma");
        check(
                "language:response_language",
                Map.of("language", "de"),
                "Das ist die Antwort und sie ist gut.",
                "This is the answer and it is good.");
        check("language:response_language", Map.of("language", "hi"), "यह उत्तर है", "This is it");
        check("language:response_language", Map.of("language", "ja"), "これは答えです", "这是答案");
    }

    @Test
    void isLenientAboutFirstAndLastLinesAndAsterisks() {
        List<String> ids = List.of("startend:quotation", "punctuation:no_comma");
        List<Map<String, Object>> arguments = List.of(Map.of(), Map.of());
        String answer = "Sure, here it is:\n\"quoted\"\nYours, truly";

        assertThat(Instructions.followed(ids, arguments, "", answer, false)).containsExactly(false, false);
        assertThat(Instructions.followed(ids, arguments, "", answer, true)).containsExactly(true, true);
    }
}
