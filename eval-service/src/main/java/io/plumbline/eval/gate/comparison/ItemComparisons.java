package io.plumbline.eval.gate.comparison;

import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.GateDetails;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.gate.verdict.ItemResult;
import io.plumbline.eval.gate.verdict.ItemResults;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares the candidate's answers with the baseline's, the worst items first. Everything shown is redacted and
/// bounded, for the items of one page only.
public final class ItemComparisons {

    private static final int MAX_TEXT = 2_000;
    private static final int MAX_NAME = 100;
    private static final int MAX_REFERENCES = 3;
    /// Longer than the shown text because personal data is recognised only as a whole.
    private static final int READ_AHEAD = 4 * MAX_TEXT;
    /// The length of a possibly truncated and therefore unrecognised value.
    private static final int DOUBTFUL = 200;

    private static final Comparator<Rated> WORST_FIRST = Comparator.comparing(Rated::outcome)
            .thenComparingDouble(rated -> rated.result().standing())
            .thenComparingInt(rated -> rated.result().item());

    private final ItemResults results;
    private final Redactor redactor;

    public ItemComparisons(ItemResults results, Redactor redactor) {
        this.results = results;
        this.redactor = redactor;
    }

    private record Rated(ItemResult result, ItemOutcome outcome) {}

    /// Lists the worst first. While the gate is running, items may move between pages.
    ///
    /// @param outcome the outcome to include; null for all
    public Page<ItemComparison> list(GateDetails details, @Nullable ItemOutcome outcome, Paging paging) {
        List<Rated> all = rated(details, results.of(details));
        List<Rated> rows = all
                .subList(paging.after(1).map(last -> behind(all, last)).orElse(0), all.size())
                .stream()
                .filter(rated -> outcome == null || rated.outcome() == outcome)
                .limit(paging.size() + 1L)
                .toList();
        Page<Rated> page =
                Page.of(rows, paging, rated -> Cursor.of(rated.result().item()));
        Map<String, Double> scales = results.scales(details);
        Map<Integer, ItemResult> shown = new HashMap<>();
        results.withTexts(details, page.items().stream().map(Rated::result).toList())
                .forEach(result -> shown.put(result.item(), result));
        return page.map(rated -> compare(
                new Rated(shown.getOrDefault(rated.result().item(), rated.result()), rated.outcome()),
                scales,
                details.shown()));
    }

    /// Returns the number of items per outcome.
    public Map<ItemOutcome, Long> counts(GateDetails details) {
        return counts(rated(details, results.of(details)));
    }

    private static Map<ItemOutcome, Long> counts(List<Rated> all) {
        Map<ItemOutcome, Long> counts = new EnumMap<>(ItemOutcome.class);
        all.forEach(rated -> counts.merge(rated.outcome(), 1L, Long::sum));
        return counts;
    }

    /// Returns the items worse than the baseline, the worst first.
    ///
    /// @param all the results of the gate's items
    public List<ItemComparison> regressions(GateDetails details, List<ItemResult> all, int most) {
        return compared(
                details,
                ItemResults.against(all).stream()
                        .filter(result -> result.change() != null)
                        .limit(most)
                        .toList());
    }

    /// Returns the strongest evidence against the candidate: the worst regressions or, without a baseline, the
    /// lowest scores.
    ///
    /// @param all the results of the gate's items
    public List<ItemComparison> worst(GateDetails details, List<ItemResult> all, int most) {
        return details.gate().baseline() != null
                ? regressions(details, all, most)
                : compared(
                        details, ItemResults.against(all).stream().limit(most).toList());
    }

    private List<ItemComparison> compared(GateDetails details, List<ItemResult> some) {
        Map<String, Double> scales = results.scales(details);
        return results.withTexts(details, some).stream()
                .map(result -> compare(new Rated(result, outcome(result, details)), scales, details.shown()))
                .toList();
    }

    private static List<Rated> rated(GateDetails details, List<ItemResult> results) {
        List<Rated> rated = new ArrayList<>(results.size());
        results.forEach(result -> rated.add(new Rated(result, outcome(result, details))));
        rated.sort(WORST_FIRST);
        return rated;
    }

    private static ItemOutcome outcome(ItemResult result, GateDetails details) {
        return ItemOutcome.of(
                result,
                details.gate().document().metrics(),
                details.gate().status().isFinal());
    }

    private static int behind(List<Rated> all, Cursor cursor) {
        int last = cursor.integer(0);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).result().item() == last) {
                return i + 1;
            }
        }
        throw RequestProblem.INVALID_REQUEST.because("The cursor does not belong to this gate. Start without one.");
    }

    /// @param scales the best score of each metric
    /// @param shown item → its question as the candidate saw it
    private ItemComparison compare(Rated rated, Map<String, Double> scales, Map<Integer, String> shown) {
        String question = shown.get(rated.result().item());
        ItemResult result = rated.result();
        List<MetricChange> changes = changes(result);
        return new ItemComparison(
                result.item(),
                name(result.id()),
                result.slice() == null ? null : name(result.slice()),
                rated.outcome(),
                text(result.input()),
                result.references().stream()
                        .limit(MAX_REFERENCES)
                        .map(this::text)
                        .toList(),
                result.candidate() == null ? null : text(result.candidate()),
                result.baseline() == null ? null : text(result.baseline()),
                result.error(),
                changes,
                fellMost(changes, scales),
                result.change(),
                result.guardrails(),
                question == null ? null : text(question));
    }

    private static List<MetricChange> changes(ItemResult result) {
        List<String> names = new ArrayList<>(result.scores().keySet());
        result.baselineScores().keySet().stream()
                .filter(name -> !names.contains(name))
                .forEach(names::add);
        return names.stream()
                .map(name -> MetricChange.of(
                        name, result.scores().get(name), result.baselineScores().get(name)))
                .toList();
    }

    private static @Nullable String fellMost(List<MetricChange> changes, Map<String, Double> scales) {
        String most = null;
        double deepest = 0;
        for (MetricChange change : changes) {
            double scale = scales.getOrDefault(change.metric(), 1.0);
            if (change.change() != null && change.change() / scale < deepest) {
                deepest = change.change() / scale;
                most = change.metric();
            }
        }
        return most;
    }

    /// A question altered by the guard policy, as the candidate saw it.
    ///
    /// @param id id of the record
    public record Altered(int item, String id, String input, String shown) {}

    /// Returns the first altered questions in dataset order.
    public List<Altered> altered(GateDetails details, int most) {
        List<Integer> places =
                details.shown().keySet().stream().sorted().limit(most).toList();
        return details.whole(places).items().stream()
                .filter(item -> places.contains(item.item()))
                .map(item -> new Altered(
                        item.item(),
                        name(item.recordId()),
                        text(item.input()),
                        text(details.shown().getOrDefault(item.item(), ""))))
                .toList();
    }

    /// Returns all answers to an item with their steps.
    public ItemAnswers answers(GateDetails details, int item) {
        GateItem found = details.items().getFirst();
        TracedAnswers traced = new TracedAnswers(this::text, answer -> results.scores(details, answer));
        return new ItemAnswers(
                found.item(),
                name(found.recordId()),
                found.slice() == null ? null : name(found.slice()),
                text(found.input()),
                found.references().stream()
                        .limit(MAX_REFERENCES)
                        .map(this::text)
                        .toList(),
                traced.of(details, item, Side.CANDIDATE),
                traced.of(details, item, Side.BASELINE));
    }

    /// Prepares any text for people like those of items: redacted, truncated, and without invisible characters.
    public String readable(String text) {
        return text(text);
    }

    private String name(String name) {
        return ReadableText.of(redacted(name), MAX_NAME);
    }

    private String text(String text) {
        return ReadableText.of(redacted(text), MAX_TEXT);
    }

    private String redacted(String text) {
        if (text.length() <= READ_AHEAD) {
            return redactor.redact(text);
        }
        String redacted = redactor.redact(text.substring(0, READ_AHEAD));
        return redacted.substring(0, Math.max(0, redacted.length() - DOUBTFUL)) + "…";
    }
}
