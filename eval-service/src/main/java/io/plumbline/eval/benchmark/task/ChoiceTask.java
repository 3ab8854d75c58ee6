package io.plumbline.eval.benchmark.task;

import io.plumbline.eval.benchmark.format.BenchmarkItem;
import io.plumbline.eval.benchmark.format.BenchmarkKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Questions whose choices have letters. By log-probabilities, the most probable letter as first token counts, as the
/// reference harness does for MMLU. Generatively, the letter that the answer names.
///
/// HellaSwag and TruthfulQA are scored by the harness with the probability of each whole choice, which no chat API
/// returns. Here they ask for a letter too, so their scores compare with each other, not with published ones. For
/// recorded probabilities of whole choices, see [LikelihoodScores].
final class ChoiceTask implements BenchmarkTask {

    private static final int LONGEST = 16;
    private static final Pattern OPENING = Pattern.compile("^\\W{0,4}([A-Z])(?![A-Za-z'’])");
    private static final Pattern NAMED =
            Pattern.compile("(?i)answer(?: is)?:?\\s{0,3}\\W{0,4}(?-i:([A-Z]))(?![A-Za-z'’])");

    private final BenchmarkKind kind;

    ChoiceTask(BenchmarkKind kind) {
        this.kind = kind;
    }

    @Override
    public TaskPrompt prompt(BenchmarkItem item, List<BenchmarkItem> examples) {
        StringBuilder text = new StringBuilder(heading(item));
        examples.forEach(example -> text.append(question(example))
                .append(' ')
                .append(letter(example.correct().getFirst()))
                .append("\n\n"));
        text.append(question(item));
        return new TaskPrompt(text.toString(), LONGEST, List.of(), true);
    }

    private String heading(BenchmarkItem item) {
        return switch (kind) {
            case MMLU ->
                "The following are multiple choice questions (with answers) about "
                        + item.group().replace('_', ' ') + ".\n\n";
            case HELLASWAG -> "Choose the most plausible continuation. Answer with its letter only.\n\n";
            default -> "Choose the true answer. Answer with its letter only.\n\n";
        };
    }

    private static String question(BenchmarkItem item) {
        StringBuilder text = new StringBuilder(item.question()).append('\n');
        for (int i = 0; i < item.choices().size(); i++) {
            text.append(letter(i)).append(". ").append(item.choices().get(i)).append('\n');
        }
        return text.append("Answer:").toString();
    }

    private static char letter(int choice) {
        return (char) ('A' + choice);
    }

    @Override
    public ItemScore score(BenchmarkItem item, TaskAnswer answer) {
        boolean all = "mc2".equals(item.extraText("form"));
        Integer named = named(item, answer.text());
        Map<String, Double> generated = Map.of();
        if (!all) {
            boolean right = named != null && item.correct().contains(named);
            generated = Map.of(kind.mainMetric(), right ? 1.0 : 0.0);
        }
        return new ItemScore(
                generated,
                byProbability(item, answer.firstToken(), all),
                named == null ? null : String.valueOf(letter(named)),
                null);
    }

    private @Nullable Map<String, Double> byProbability(
            BenchmarkItem item, @Nullable Map<String, Double> firstToken, boolean all) {
        if (firstToken == null) {
            return null;
        }
        double[] mass = new double[item.choices().size()];
        firstToken.forEach((token, probability) -> {
            String letter = token.strip();
            int choice = letter.length() == 1 ? letter.charAt(0) - 'A' : -1;
            if (choice >= 0 && choice < mass.length) {
                mass[choice] += probability;
            }
        });
        Map<String, Double> values = new HashMap<>();
        if (all) {
            double sum = 0;
            double right = 0;
            for (int i = 0; i < mass.length; i++) {
                sum += mass[i];
                right += item.correct().contains(i) ? mass[i] : 0;
            }
            values.put("mc2", sum == 0 ? 0 : right / sum);
        } else {
            int best = 0;
            for (int i = 1; i < mass.length; i++) {
                best = mass[i] > mass[best] ? i : best;
            }
            values.put(kind.mainMetric(), mass[best] > 0 && item.correct().contains(best) ? 1.0 : 0.0);
        }
        return values;
    }

    /// Returns the choice that an answer names; null if it names none.
    private static @Nullable Integer named(BenchmarkItem item, String answer) {
        String stripped = answer.strip();
        for (Pattern pattern : List.of(OPENING, NAMED)) {
            Matcher matcher = pattern.matcher(stripped);
            if (matcher.find()) {
                int choice = matcher.group(1).charAt(0) - 'A';
                return choice < item.choices().size() ? choice : null;
            }
        }
        int same = item.choices().stream().map(String::strip).toList().indexOf(stripped);
        return same < 0 ? null : same;
    }
}
