package io.plumbline.gateway.analysis;

import io.plumbline.gateway.guard.GuardProperties;
import io.plumbline.gateway.guard.Inspections;
import io.plumbline.guardrails.GuardEngine;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.personaldata.analysis.AllowList;
import io.plumbline.personaldata.analysis.Analysis;
import io.plumbline.personaldata.analysis.AnalysisRequest;
import io.plumbline.personaldata.automaton.PatternException;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.CodePointOffsets;
import io.plumbline.personaldata.detect.Deadline;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Analyses texts as Presidio's analyzer does.
@Component
final class Analyzer {

    private static final int LONGEST_TEXT = 2_000_000;
    private static final int MOST_TEXTS = 1_000;

    private final GuardEngine engine;
    private final Inspections inspections;
    private final GuardProperties properties;

    Analyzer(GuardEngine engine, Inspections inspections, GuardProperties properties) {
        this.engine = engine;
        this.inspections = inspections;
        this.properties = properties;
    }

    /// @param found a list of findings, or one list per text
    /// @param encoded number of characters that the encoder has inspected
    record Answer(List<?> found, long encoded) {}

    /// @throws io.plumbline.kit.problem.ProblemException `gateway-overloaded` if the texts were not inspected in
    ///     time
    Answer analyze(AnalyzeRequest request) {
        boolean single = request.text() instanceof String;
        List<String> texts = request.text() instanceof String text ? List.of(text) : texts(request.text());
        if (single && texts.getFirst().length() > LONGEST_TEXT) {
            throw RequestProblem.INVALID_REQUEST.because("A text may have at most 2,000,000 characters.");
        }
        long length = 0;
        for (String text : texts) {
            length += text.length();
        }
        Deadline deadline = Deadline.in((int) properties.analysisTimeout().toMillis());
        return inspections.run(length, properties.analysisTimeout(), () -> analyze(texts, single, request, deadline));
    }

    private Answer analyze(List<String> texts, boolean single, AnalyzeRequest request, Deadline deadline) {
        AnalysisRequest wanted = wanted(request, deadline);
        boolean explain = Boolean.TRUE.equals(request.returnDecisionProcess());
        List<List<RecognizedEntity>> all = new ArrayList<>(texts.size());
        int left = properties.analysisEncodedCharacters();
        int encoded = 0;
        for (String text : texts) {
            Analysis analysis = engine.analysis(wanted.about(text).within(deadline, left));
            left -= analysis.encoded();
            encoded += analysis.encoded();
            all.add(entities(text, analysis.findings(), explain));
        }
        return new Answer(single ? all.getFirst() : all, encoded);
    }

    private static List<RecognizedEntity> entities(String text, List<Finding> findings, boolean explain) {
        List<RecognizedEntity> entities = new ArrayList<>(findings.size());
        CodePointOffsets.convert(text, findings)
                .forEach(finding -> entities.add(RecognizedEntity.from(finding, explain)));
        return entities;
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
                "Send one text or up to 1,000 texts, with at most 2,000,000 characters in total.");
    }

    private static AnalysisRequest wanted(AnalyzeRequest request, Deadline deadline) {
        try {
            return new AnalysisRequest(
                    "",
                    LanguageCode.of(request.language()),
                    Set.copyOf(orNone(request.entities())),
                    request.scoreThreshold() == null ? 0 : request.scoreThreshold(),
                    orNone(request.context()),
                    allowed(request),
                    recognizers(request, deadline));
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

    /// Compiles the recognizers, which also counts towards the deadline.
    private static List<PatternRecognizer> recognizers(AnalyzeRequest request, Deadline deadline) {
        List<PatternRecognizer> recognizers = new ArrayList<>();
        for (AdHocRecognizer each : orNone(request.adHocRecognizers())) {
            deadline.check();
            recognizers.addAll(each.recognizers());
        }
        return recognizers;
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /// Returns the entities that are detected in texts of a language.
    Set<String> entities(@Nullable String language) {
        Set<String> entities = new TreeSet<>(engine.learnedTypes(Category.PII));
        for (Recognizer recognizer : engine.recognizers()) {
            if (looksAt(recognizer, language)) {
                entities.addAll(recognizer.entityTypes());
            }
        }
        return entities;
    }

    /// Returns the names of the recognizers for texts of a language.
    Set<String> recognizers(@Nullable String language) {
        Set<String> names = new TreeSet<>();
        for (Recognizer recognizer : engine.recognizers()) {
            if (looksAt(recognizer, language)) {
                names.add(recognizer.name());
            }
        }
        return names;
    }

    private static boolean looksAt(Recognizer recognizer, @Nullable String language) {
        return language == null
                || recognizer.languages().isEmpty()
                || recognizer.languages().contains(language);
    }
}
