package io.plumbline.gateway.analysis;

import io.plumbline.gateway.analysis.AnonymizeRequest.Result;
import io.plumbline.gateway.analysis.AnonymizeResponse.Item;
import io.plumbline.kit.problem.RequestProblem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/// Anonymizes texts as Presidio's anonymizer does. Of overlapping results, one within another or at the same
/// place with a lower score is dropped. Results that partially overlap divide the text, and the one with the
/// higher score keeps its part.
final class Anonymizer {

    private static final String DEFAULT = "DEFAULT";
    private static final int LONGEST = 10_000_000;
    private static final Comparator<Result> STRONGEST_FIRST = Comparator.comparingInt(
                    (Result result) -> result.start() - result.end())
            .thenComparingDouble(result -> -scoreOf(result))
            .thenComparingInt(Result::start);

    private Anonymizer() {}

    static AnonymizeResponse anonymize(AnonymizeRequest request) {
        Map<String, PresidioOperator> operators = request.anonymizers() == null ? Map.of() : request.anonymizers();
        return replace(request.text(), request.analyzerResults(), (result, value) -> {
            PresidioOperator operator = operatorFor(operators, result.entityType());
            return new Replacement(operator.anonymized(result.entityType(), value), operator.type());
        });
    }

    static AnonymizeResponse deanonymize(DeanonymizeRequest request) {
        return replace(request.text(), request.anonymizerResults(), (result, value) -> {
            PresidioOperator operator = operatorFor(request.deanonymizers(), result.entityType());
            return new Replacement(operator.deanonymized(value), operator.type());
        });
    }

    private record Replacement(String text, String operator) {}

    private static PresidioOperator operatorFor(Map<String, PresidioOperator> operators, String entityType) {
        PresidioOperator operator = operators.getOrDefault(entityType, operators.get(DEFAULT));
        return operator == null ? PresidioOperator.REPLACE : operator;
    }

    private static AnonymizeResponse replace(
            String text, List<Result> results, BiFunction<Result, String, Replacement> how) {
        int[] codePoints = text.codePoints().toArray();
        StringBuilder out = new StringBuilder(text.length());
        List<Item> items = new ArrayList<>();
        int from = 0;
        int length = 0;
        for (Result result : apart(results, codePoints.length)) {
            out.append(new String(codePoints, from, result.start() - from));
            length += result.start() - from;
            String value = new String(codePoints, result.start(), result.end() - result.start());
            Replacement replacement = how.apply(result, value);
            int written =
                    replacement.text().codePointCount(0, replacement.text().length());
            items.add(new Item(
                    length, length + written, result.entityType(), replacement.text(), replacement.operator()));
            out.append(replacement.text());
            if (out.length() > LONGEST) {
                throw RequestProblem.INVALID_REQUEST.because(
                        "The response would have more than 10,000,000 characters.");
            }
            length += written;
            from = result.end();
        }
        out.append(new String(codePoints, from, codePoints.length - from));
        return new AnonymizeResponse(out.toString(), items.reversed());
    }

    /// Returns the results in order, without overlaps.
    private static List<Result> apart(List<Result> results, int length) {
        for (Result result : results) {
            if (result.start() > result.end() || result.end() > length) {
                throw RequestProblem.INVALID_REQUEST.because(
                        "A result must start and end within the text: " + result.start() + " to " + result.end() + ".");
            }
        }
        List<Result> ordered = new ArrayList<>(results);
        ordered.sort(Comparator.comparingInt(Result::start).thenComparing(STRONGEST_FIRST));
        List<Result> apart = new ArrayList<>();
        for (Result next : ordered) {
            Result last = apart.isEmpty() ? null : apart.getLast();
            if (last == null || next.start() >= last.end()) {
                apart.add(next);
            } else if (next.end() > last.end()) {
                cross(last, next, apart);
            }
        }
        return apart;
    }

    private static void cross(Result last, Result next, List<Result> apart) {
        if (last.entityType().equals(next.entityType())) {
            apart.set(apart.size() - 1, with(last, last.start(), next.end()));
        } else if (scoreOf(next) > scoreOf(last)) {
            apart.set(apart.size() - 1, with(last, last.start(), next.start()));
            apart.add(next);
        } else {
            apart.add(with(next, last.end(), next.end()));
        }
    }

    private static Result with(Result result, int start, int end) {
        return new Result(result.entityType(), start, end, result.score());
    }

    private static double scoreOf(Result result) {
        return result.score() == null ? 0 : result.score();
    }
}
