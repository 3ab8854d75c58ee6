package io.plumbline.eval.panel.exchange;

import io.plumbline.eval.panel.design.Blinding;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.document.Scores;
import io.plumbline.eval.panel.ledger.Assignment;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.kit.web.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes the items of a panel for other platforms, and labels as JSON lines. Items name no model, version or
/// record; the order of their answers is random by the panel's secret and taken back when their labels are read.
final class PanelFiles {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long OTHER_PLATFORMS = 7_919;

    private PanelFiles() {}

    /// Returns the order of an item's answers on other platforms.
    ///
    /// @param blinding null for panels without a secret, whose orders follow the seed
    static List<Integer> order(PanelDocument document, @Nullable Blinding blinding, int item) {
        List<Integer> order = new ArrayList<>();
        for (int answer = 0; answer < document.answersPerItem(); answer++) {
            order.add(answer);
        }
        if (document.type() != PanelType.SINGLE && blinding != null) {
            return blinding.order("platforms/" + item, order);
        }
        if (document.type() != PanelType.SINGLE) {
            Collections.shuffle(order, new Random(document.design().seedOrZero() * 31 + OTHER_PLATFORMS + item));
        }
        return order;
    }

    /// @param text prepares each text
    static String tasks(
            Platform platform,
            PanelDocument document,
            @Nullable Blinding blinding,
            List<PanelItem> items,
            UnaryOperator<String> text) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (PanelItem item : items) {
            PanelItem.Content content = item.content().shown(order(document, blinding, item.item()), text);
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("item", item.item());
            row.put("input", content.input());
            row.put("context", content.context() == null ? "" : content.context());
            for (int i = 0; i < content.answers().size(); i++) {
                row.put("answer_" + (i + 1), content.answers().get(i));
            }
            rows.add(row);
        }
        return switch (platform) {
            case MTURK -> csv(rows);
            case LABEL_STUDIO ->
                JSON.writeValueAsString(
                        rows.stream().map(row -> Map.of("data", row)).toList());
            case SCALE ->
                lines(rows.stream()
                        .map(row ->
                                Map.of("metadata", Map.of("item", row.getOrDefault("item", 0)), "params", (Object) row))
                        .toList());
        };
    }

    private static String csv(List<Map<String, Object>> rows) {
        StringBuilder text = new StringBuilder();
        CsvWriter csv = new CsvWriter(text);
        try {
            csv.row(rows.getFirst().keySet().toArray());
            for (Map<String, Object> row : rows) {
                csv.row(row.values().toArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String lines(List<Map<String, Object>> rows) {
        return rows.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n", "", "\n"));
    }

    /// Returns all labels in the order of the stored answers, without texts.
    static String labels(List<PanelItem> items, List<Assignment> decided, Map<Integer, Scores> adjudicated) {
        Map<Integer, PanelItem> byPlace = items.stream().collect(Collectors.toMap(PanelItem::item, item -> item));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Assignment assignment : decided) {
            PanelItem item = byPlace.get(assignment.item());
            Assignment.Decision decision = assignment.decision();
            if (item == null || decision == null) {
                continue;
            }
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("item", item.item());
            row.put("record", item.recordId());
            row.put("source", item.source());
            row.put("attentionCheck", item.isCheck());
            row.put("annotator", assignment.slot() + 1);
            Scores labels = decision.labels();
            if (labels != null) {
                row.put("scores", labels.byCriterion());
            }
            if (decision.skipped() != null) {
                row.put("skipped", decision.skipped().name());
            }
            if (decision.comment() != null) {
                row.put("comment", decision.comment());
            }
            row.put("seconds", decision.seconds());
            Scores counting = adjudicated.get(item.item());
            if (counting != null) {
                row.put("adjudicated", counting.byCriterion());
            }
            rows.add(row);
        }
        return rows.isEmpty() ? "" : lines(rows);
    }
}
