package io.plumbline.eval.judge.rating;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Finds and removes the sentences of an answer that address its reader as a judge or model: by their words
/// ([JudgeAddressDetector]), and by a learned detector if it suspects the whole. Removing too much costs only a
/// second rating of the item, of which the lower counts, so it errs on that side. Linear in the text, plus the
/// detector's inspection of each sentence.
///
/// If the detector suspects the whole but no part, the answer stays, unless it mentions its rating: of 1,125
/// ordinary answers, 17 were suspected this way, most of them refusals.
public final class JudgeDirectedPassages {

    static final String SOMEWHERE = "the answer seems to instruct its judge, and in which sentence cannot be told";

    private static final String REMOVED = "[…]";
    /// Maximum number of sentences inspected by a detector.
    private static final int MOST_SENTENCES = 400;

    private static final List<Pattern> SPEAKS_TO_A_JUDGE = List.of(
            pattern("\\b(?:ignore|disregard|forget|override|bypass)\\b.{0,60}"
                    + "\\b(?:instructions?|rubric|criteria|criterion|anchors?|prompt|rules|above|previous)\\b"),
            pattern(
                    "\\b(?:rate|score|grade|give|assign|award|mark|judge|evaluate|choose|pick|prefer)\\b.{0,60}"
                            + "\\b(?:answer|response|reply|completion|output|it|this|me|first|second)\\b.{0,60}"
                            + "(?:\\b[0-9]{1,3}\\b|\\b(?:highest|higher|maximum|max|perfect|full|best|better|top|excellent)\\b)"),
            pattern(
                    "\\b(?:highest|maximum|perfect|full|top|best)\\s(?:possible\\s)?(?:score|rating|level|grade|marks?)\\b"),
            pattern("\\b(?:judges?|evaluators?|graders?|raters?|assessors?|reviewers?)\\b\\s?[:,!]"),
            pattern("\\b(?:dear|attention|note\\sto(?:\\sthe)?|you\\sare\\sthe)\\s"
                    + "(?:judge|evaluator|grader|rater|assessor|reviewer)\\b"),
            pattern("[\"'`]?\\b(?:level|score|rating|ratings|verdict|ticket|better)\\b[\"'`]?\\s{0,3}[:=]"),
            pattern("\\b(?:rating|score|level|grade|mark)s?\\s(?:is|are|must\\sbe|should\\sbe|of|to)\\s[0-9]{1,2}\\b"));

    /// Matches a forged end of the material; everything after it is removed.
    private static final Pattern ENDS_THE_MATERIAL = pattern(
            "<\\|?/?(?:system|instructions?|rubric|answer|im_start|im_end|assistant|user)\\b|\\[/?(?:INST|SYS)");

    private final Predicate<String> injection;

    /// @param injection whether a text contains an instruction to a model, by a learned detector
    public JudgeDirectedPassages(Predicate<String> injection) {
        this.injection = injection;
    }

    /// Returns the answer without these passages; unchanged if there are none, and empty if they cannot be
    /// located.
    Optional<String> without(String answer) {
        List<String> sentences = sentences(answer);
        boolean suspected = injection.test(answer);
        boolean[] addressed = addressed(sentences, suspected);
        StringBuilder kept = new StringBuilder(answer.length());
        boolean removed = false;
        for (int i = 0; i < sentences.size(); i++) {
            String sentence = sentences.get(i);
            if (ENDS_THE_MATERIAL.matcher(sentence).find()) {
                return Optional.of(kept.append(REMOVED).toString());
            }
            if (addressed[i]) {
                kept.append(REMOVED).append(sentence.endsWith("\n") ? "\n" : " ");
                removed = true;
            } else {
                kept.append(sentence);
            }
        }
        return suspected && !removed && JudgeAddressDetector.mayBeIn(answer)
                ? Optional.empty()
                : Optional.of(kept.toString());
    }

    /// A sentence is matched alone or with the next one. If any matches, all others that mention a good rating
    /// match too.
    private boolean[] addressed(List<String> sentences, boolean suspected) {
        boolean[] addressed = new boolean[sentences.size()];
        boolean any = false;
        for (int i = 0; i < addressed.length; i++) {
            addressed[i] = speaksToAJudge(sentences.get(i))
                    || (suspected && i < MOST_SENTENCES && injection.test(sentences.get(i)));
            any |= addressed[i];
        }
        for (int i = 0; i + 1 < addressed.length; i++) {
            if (!addressed[i]
                    && !addressed[i + 1]
                    && JudgeAddressDetector.isInBoth(sentences.get(i) + sentences.get(i + 1))) {
                addressed[i] = true;
                addressed[i + 1] = true;
                any = true;
            }
        }
        for (int i = 0; any && i < addressed.length; i++) {
            addressed[i] |= JudgeAddressDetector.isAbout(sentences.get(i));
        }
        return addressed;
    }

    private static boolean speaksToAJudge(String sentence) {
        return JudgeAddressDetector.isIn(sentence)
                || SPEAKS_TO_A_JUDGE.stream()
                        .anyMatch(pattern -> pattern.matcher(sentence).find());
    }

    /// Returns pieces that end after a line, after `.`, `!` or `?` and a space, or after a full-width one.
    /// Together they are the text.
    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean afterEnd = i > 0 && ".!?".indexOf(text.charAt(i - 1)) >= 0;
            if (c == '\n' || "。！？".indexOf(c) >= 0 || (Character.isWhitespace(c) && afterEnd)) {
                sentences.add(text.substring(from, i + 1));
                from = i + 1;
            }
        }
        if (from < text.length()) {
            sentences.add(text.substring(from));
        }
        return sentences;
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
