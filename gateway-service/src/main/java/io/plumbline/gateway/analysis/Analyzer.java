package io.plumbline.gateway.analysis;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.analysis.AllowList;
import io.plumbline.guardrails.analysis.AnalysisRequest;
import io.plumbline.guardrails.automaton.PatternException;
import io.plumbline.guardrails.detect.CodePointOffsets;
import io.plumbline.guardrails.scan.PatternRecognizer;
import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.kit.problem.RequestProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Answers as Presidio's analyzer does.
@Component
final class Analyzer {

    private static final int LONGEST_TEXT = 2_000_000;
    private static final int MOST_TEXTS = 1_000;
    private static final Set<String> OF_DETECTORS =
            Set.of("PERSON", "LOCATION", "ORGANIZATION", "NRP", "ADDRESS", "AGE", "TITLE", "JOB_TITLE");

    private final GuardEngine engine;

    Analyzer(GuardEngine engine) {
        this.engine = engine;
    }

    /// A list of findings, or one for each text.
    List<?> analyze(AnalyzeRequest request) {
        if (request.text() instanceof String text) {
            return analyze(text, request);
        }
        List<List<RecognizedEntity>> all = new ArrayList<>();
        for (String text : texts(request.text())) {
            all.add(analyze(text, request));
        }
        return all;
    }

    private static List<String> texts(Object given) {
        List<String> texts = new ArrayList<>();
        if (given instanceof List<?> list && list.size() <= MOST_TEXTS) {
            long length = 0;
            for (Object each : list) {
                if (!(each instanceof String text)) {
                    throw RequestProblem.INVALID_REQUEST.because("Every text must be a string.");
                }
                length += text.length();
                texts.add(text);
            }
            if (length <= LONGEST_TEXT) {
                return texts;
            }
        }
        throw RequestProblem.INVALID_REQUEST.because(
                "Give a text, or up to 1,000 texts, of 2,000,000 characters in all.");
    }

    private List<RecognizedEntity> analyze(String text, AnalyzeRequest request) {
        if (text.length() > LONGEST_TEXT) {
            throw RequestProblem.INVALID_REQUEST.because("A text has at most 2,000,000 characters.");
        }
        boolean explain = Boolean.TRUE.equals(request.returnDecisionProcess());
        List<RecognizedEntity> found = new ArrayList<>();
        CodePointOffsets.convert(text, engine.analyze(wanted(text, request)))
                .forEach(finding -> found.add(RecognizedEntity.from(finding, explain)));
        return found;
    }

    private static AnalysisRequest wanted(String text, AnalyzeRequest request) {
        try {
            return new AnalysisRequest(
                    text,
                    request.language(),
                    Set.copyOf(orNone(request.entities())),
                    request.scoreThreshold() == null ? 0 : request.scoreThreshold(),
                    orNone(request.context()),
                    allowed(request),
                    recognizers(request));
        } catch (PatternException e) {
            throw RequestProblem.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
        }
    }

    private static List<AllowList> allowed(AnalyzeRequest request) {
        List<String> values = orNone(request.allowList());
        if (values.isEmpty()) {
            return List.of();
        }
        return List.of(
                "regex".equals(request.allowListMatch())
                        ? AllowList.matching(Set.of(), values)
                        : AllowList.of(Set.of(), values, false));
    }

    private static List<PatternRecognizer> recognizers(AnalyzeRequest request) {
        List<PatternRecognizer> recognizers = new ArrayList<>();
        for (AdHocRecognizer each : orNone(request.adHocRecognizers())) {
            recognizers.add(each.recognizer());
        }
        return recognizers;
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /// The entities that are found in texts of a language.
    Set<String> entities(String language) {
        Set<String> entities = new TreeSet<>(OF_DETECTORS);
        for (Recognizer recognizer : engine.recognizers()) {
            if (recognizer.languages().isEmpty() || recognizer.languages().contains(language)) {
                entities.addAll(recognizer.entityTypes());
            }
        }
        return entities;
    }

    /// The names of the recognizers that look at texts of a language.
    Set<String> recognizers(String language) {
        Set<String> names = new TreeSet<>();
        for (Recognizer recognizer : engine.recognizers()) {
            if (recognizer.languages().isEmpty() || recognizer.languages().contains(language)) {
                names.add(recognizer.name());
            }
        }
        return names;
    }
}
