package io.plumbline.standalone.apply;

import io.plumbline.standalone.console.Narrator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Prints actual or planned changes: a line for each resource, with the changed members below. Of a text of
/// several lines, prints only the changed ones. People decide by this output; characters that move or hide their
/// surroundings on a screen are therefore printed by their codes.
final class PlanTeller {

    private static final Pattern HIDING = Pattern.compile("[\\p{Cc}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}&&[^\t]]");

    private final Narrator narrator;

    PlanTeller(Narrator narrator) {
        this.narrator = narrator;
    }

    void tell(Plan plan, boolean dryRun) {
        String title = plan.manifest().title();
        if (plan.changesNothing()) {
            narrator.say("%s: unchanged%s".formatted(title, number(plan, ", version %d")));
            return;
        }
        String what = plan.isNew() ? "created" : "changed";
        String number = number(plan, plan.makesVersion() ? ", version %d" : ", still version %d");
        narrator.say("%s: %s%s%s".formatted(title, dryRun ? "would be " : "", what, number));
        if (!plan.isNew() || dryRun) {
            plan.changes().forEach(this::tell);
        }
    }

    /// Prints the documents below their knowledge base.
    void tell(KnowledgePlan plan, boolean dryRun) {
        for (KnowledgePlan.Step step : plan.steps()) {
            String what = switch (step.outcome()) {
                case CREATED, CHANGED, DELETED ->
                    (dryRun ? "would be " : "") + step.outcome().name().toLowerCase(Locale.ROOT);
                case NOTED -> "unchanged, " + step.note();
            };
            say("  document %s: %s".formatted(step.id(), what));
        }
        if (plan.unchanged() > 0) {
            say("  documents unchanged: " + plan.unchanged());
        }
    }

    private static String count(long number, String thing) {
        return "%,d %s%s".formatted(number, thing, number == 1 ? "" : "s");
    }

    /// Prints the records below their dataset.
    void tell(DatasetFile.Step records, boolean dryRun) {
        String what = records.unchanged() ? "unchanged" : (dryRun ? "would be " : "") + "uploaded";
        say("  version %d, %s: %s".formatted(records.version(), count(records.records(), "record"), what));
    }

    /// Prints the data below their benchmark.
    void tell(BenchmarkFiles.Step items, boolean dryRun) {
        String what = items.unchanged() ? "unchanged" : (dryRun ? "would be " : "") + "uploaded";
        say("  data version %d, %s: %s".formatted(items.version(), count(items.items(), "item"), what));
    }

    private static String number(Plan plan, String format) {
        return plan.to() > 0 && plan.manifest().kind().isNumbered() ? format.formatted(plan.to()) : "";
    }

    private void tell(JsonNode change) {
        String pointer = change.path("pointer").asString("");
        JsonNode before = change.path("before");
        JsonNode after = change.path("after");
        if (isOfLines(before) && isOfLines(after)) {
            tellLines(pointer, before.asString(), after.asString());
            return;
        }
        tell("- ", pointer, before);
        tell("+ ", pointer, after);
    }

    private void tell(String sign, String pointer, @Nullable JsonNode value) {
        if (value != null && !value.isNull() && !value.isMissingNode()) {
            say("  " + sign + pointer + ": " + value);
        }
    }

    private static boolean isOfLines(JsonNode value) {
        return value.isString() && value.asString().contains("\n");
    }

    private void tellLines(String pointer, String before, String after) {
        List<String> was = List.of(before.split("\n", -1));
        List<String> is = List.of(after.split("\n", -1));
        int shorter = Math.min(was.size(), is.size());
        int head = 0;
        while (head < shorter && was.get(head).equals(is.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head && was.get(was.size() - 1 - tail).equals(is.get(is.size() - 1 - tail))) {
            tail++;
        }
        say("  @ " + pointer + ", line " + (head + 1));
        was.subList(head, was.size() - tail).forEach(line -> say("  - " + line));
        is.subList(head, is.size() - tail).forEach(line -> say("  + " + line));
    }

    private void say(String line) {
        narrator.verbatim(HIDING.matcher(line)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0))));
    }
}
