package io.plumbline.eval.panel.design;

import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.eval.gate.judging.GateVerdict;
import io.plumbline.eval.gate.judging.RatingStore;
import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.ledger.GateStatus;
import io.plumbline.eval.gate.ledger.GateStore;
import io.plumbline.eval.gate.ledger.Side;
import io.plumbline.eval.gate.ledger.answer.AnswerStore;
import io.plumbline.eval.gate.ledger.answer.GateAnswer;
import io.plumbline.eval.gate.ledger.answer.GateItem;
import io.plumbline.eval.panel.document.PanelDocument;
import io.plumbline.eval.panel.document.PanelProblem;
import io.plumbline.eval.panel.document.PanelSource;
import io.plumbline.eval.panel.document.PanelSource.GateAnswers;
import io.plumbline.eval.panel.document.PanelType;
import io.plumbline.eval.panel.ledger.PanelItem;
import io.plumbline.eval.rubric.RubricDocument;
import io.plumbline.eval.sibling.SiblingServices;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.kit.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Reads the answers that a panel labels, from a dataset or from gates, and draws its items. Holds no connection
/// during calls to the registry.
@Component
public final class PanelItems {

    private static final int PAGE = 500;
    private static final int MOST_RECORDS = 10_000;
    private static final int MOST_CHARACTERS = 100_000;
    private static final int MOST_STRATUM = 200;
    private static final double UNKNOWN = 0.5;

    private final SiblingServices siblings;
    private final RegistryClient registry;
    private final GateStore gates;
    private final AnswerStore answers;
    private final RatingStore ratings;

    PanelItems(
            SiblingServices siblings,
            RegistryClient registry,
            GateStore gates,
            AnswerStore answers,
            RatingStore ratings) {
        this.siblings = siblings;
        this.registry = registry;
        this.gates = gates;
        this.answers = answers;
        this.ratings = ratings;
    }

    /// A question with its answers by place in the source.
    ///
    /// @param answers null where an answer is missing
    /// @param uncertainty of each answer, 0..1
    private record Question(GateItem item, List<@Nullable String> answers, List<Double> uncertainty) {}

    /// Returns the items, without attention checks.
    ///
    /// @throws ProblemException 400 with the positions of errors
    public List<PanelItem> draw(String team, PanelDocument document, RubricDocument rubric) {
        PanelSource source = document.source();
        List<Question> questions =
                source.gates() == null ? ofDataset(team, source) : ofGates(team, source.gatesOrNone());
        List<ItemDraw.Drawable> all = new ArrayList<>();
        for (Question question : questions) {
            if (document.type() == PanelType.SINGLE) {
                for (int i = 0; i < question.answers().size(); i++) {
                    String answer = question.answers().get(i);
                    if (answer != null) {
                        all.add(drawable(
                                question,
                                i,
                                List.of(answer),
                                question.uncertainty().get(i),
                                rubric));
                    }
                }
            } else if (!question.answers().contains(null)) {
                List<String> given =
                        question.answers().stream().map(Objects::requireNonNull).toList();
                all.add(drawable(question, 0, given, between(question.uncertainty()), rubric));
            }
        }
        if (all.isEmpty()) {
            throw invalid("/source", "has no answers to label");
        }
        return ItemDraw.of(all, source, document.design().seedOrZero());
    }

    /// Two answers with equal ratings leave the most doubt.
    private static double between(List<Double> uncertainty) {
        double most =
                uncertainty.stream().mapToDouble(Double::doubleValue).max().orElse(UNKNOWN);
        double least =
                uncertainty.stream().mapToDouble(Double::doubleValue).min().orElse(UNKNOWN);
        return Math.clamp(1 - (most - least), 0, 1);
    }

    private static ItemDraw.Drawable drawable(
            Question question, int source, List<String> answers, double uncertainty, RubricDocument rubric) {
        GateItem item = question.item();
        List<String> references = item.references();
        return new ItemDraw.Drawable(
                item.recordId(),
                item.slice(),
                source,
                uncertainty,
                new PanelItem.Content(
                        bounded(item, item.input()),
                        context(item),
                        rubric.needs(RubricDocument.Need.REFERENCES) && !references.isEmpty()
                                ? references.stream()
                                        .map(text -> bounded(item, text))
                                        .toList()
                                : null,
                        answers.stream().map(text -> bounded(item, text)).toList()));
    }

    private static @Nullable String context(GateItem item) {
        Object context = item.fields().get("context");
        if (context instanceof List<?> passages) {
            return bounded(
                    item,
                    String.join("\n\n", passages.stream().map(String::valueOf).toList()));
        }
        return context == null ? null : bounded(item, context.toString());
    }

    private static String bounded(GateItem item, String text) {
        if (text.length() > MOST_CHARACTERS) {
            throw invalid(
                    "/source",
                    "has a text of more than " + MOST_CHARACTERS + " characters in record " + (item.item() + 1));
        }
        return text.replace('\0', '\uFFFD');
    }

    private List<Question> ofDataset(String team, PanelSource source) {
        String reference = Objects.requireNonNull(source.dataset());
        if (siblings.dataset(team, reference).isEmpty()) {
            throw invalid("/source/dataset", "no such dataset version in this team");
        }
        int at = reference.lastIndexOf('@');
        String name = reference.substring(0, at);
        int version = Integer.parseInt(reference.substring(at + 1));
        List<Question> questions = new ArrayList<>();
        String cursor = null;
        do {
            RegistryClient.RecordPage page = registry.records(name, version, PAGE, cursor);
            for (Map<String, Object> fields : page.items()) {
                List<@Nullable String> given = new ArrayList<>();
                for (String field : source.answersOrDefault()) {
                    Object answer = fields.get(field);
                    given.add(answer == null ? null : answer.toString());
                }
                Object doubt = fields.get("uncertainty");
                double uncertainty = doubt instanceof Number number ? Math.clamp(number.doubleValue(), 0, 1) : UNKNOWN;
                List<Double> each = new ArrayList<>();
                given.forEach(_ -> each.add(uncertainty));
                GateItem item = GateItem.of(questions.size(), fields);
                questions.add(new Question(source.strata() == null ? item : in(source.strata(), item), given, each));
            }
            cursor = page.nextCursor();
            if (questions.size() > MOST_RECORDS) {
                throw invalid("/source/dataset", "must have at most " + MOST_RECORDS + " records");
            }
        } while (cursor != null);
        return questions;
    }

    /// Returns the item with its stratum as slice, for example `support, true`.
    private static GateItem in(List<String> strata, GateItem item) {
        String stratum = String.join(
                ", ",
                strata.stream()
                        .map(field -> String.valueOf(item.fields().get(field)))
                        .toList());
        String shown = stratum.length() <= MOST_STRATUM ? stratum : stratum.substring(0, MOST_STRATUM);
        return new GateItem(item.item(), item.recordId(), shown.replace('\0', '\uFFFD'), item.fields());
    }

    private List<Question> ofGates(String team, List<GateAnswers> sources) {
        Map<Integer, Question> questions = new TreeMap<>();
        String dataset = null;
        for (int i = 0; i < sources.size(); i++) {
            String pointer = "/source/gates/" + i;
            Gate gate = gates.find(sources.get(i).gate())
                    .filter(found -> found.team().equals(team))
                    .orElseThrow(() -> invalid(pointer, "no such gate in this team"));
            if (gate.status() != GateStatus.DONE) {
                throw invalid(pointer, "must be done");
            }
            if (dataset != null && !dataset.equals(gate.document().dataset())) {
                throw invalid(pointer, "must be of a suite on the dataset " + dataset);
            }
            dataset = gate.document().dataset();
            Side side = Side.valueOf(sources.get(i).sideOrCandidate());
            if (side == Side.BASELINE && gate.baseline() == null) {
                throw invalid(pointer + "/side", "must be CANDIDATE: the gate has no baseline");
            }
            add(gate, side, i, sources.size(), questions);
        }
        return List.copyOf(questions.values());
    }

    private void add(Gate gate, Side side, int place, int count, Map<Integer, Question> questions) {
        Map<Integer, Double> doubts = new HashMap<>();
        for (GateVerdict verdict : ratings.all(gate.id(), SuiteDocument.MAIN_JUDGE)) {
            Double score = verdict.score();
            if (verdict.side() == side && score != null) {
                doubts.put(verdict.item(), doubt(score, verdict.deviation()));
            }
        }
        Map<Integer, String> texts = new HashMap<>();
        for (GateAnswer answer : answers.answers(gate.id())) {
            if (answer.side() == side && answer.repeat() == 0 && answer.answer() != null) {
                texts.put(answer.item(), answer.answer());
            }
        }
        for (GateItem item : answers.items(gate.id())) {
            Question question = questions.computeIfAbsent(item.item(), _ -> empty(item, count));
            question.answers().set(place, texts.get(item.item()));
            question.uncertainty().set(place, doubts.getOrDefault(item.item(), UNKNOWN));
        }
    }

    private static double doubt(double score, @Nullable Double deviation) {
        double nearness = 1 - 2 * Math.abs(score - 0.5);
        return Math.clamp(Math.max(nearness, deviation == null ? 0 : 2 * deviation), 0, 1);
    }

    private static Question empty(GateItem item, int count) {
        List<@Nullable String> given = new ArrayList<>();
        List<Double> each = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            given.add(null);
            each.add(UNKNOWN);
        }
        return new Question(item, given, each);
    }

    private static ProblemException invalid(String pointer, String message) {
        return PanelProblem.PANEL_INVALID
                .because("The request is invalid. errors lists each field.")
                .at(pointer, message);
    }
}
