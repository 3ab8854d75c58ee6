package io.plumbline.simulator.tool;

import io.plumbline.simulator.knowledge.PersonalData;
import io.plumbline.simulator.knowledge.StemmedWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Values for a tool's arguments from the question: places and names by their capitals, dates, reference numbers,
/// quoted text, amounts, personal data. An argument that the question does not name gets the question itself, or
/// the smallest allowed value.
///
/// If the question names several things of the requested kind, `variant` selects one of them.
final class QuestionValues implements FillValues {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w-])[0-9]{1,12}(?:[.][0-9]{1,6})?(?![\\w-])");
    private static final Pattern DATE = Pattern.compile("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b|\\b(?:today|tomorrow)\\b");
    private static final Pattern REFERENCE = Pattern.compile("\\b[A-Z]{1,5}-?[0-9]{2,12}\\b|\\b[0-9]{4,12}\\b");
    private static final Pattern QUOTED = Pattern.compile("[\"“']([^\"”']{1,200})[\"”']");
    private static final Pattern CAPITALISED =
            Pattern.compile("(?<=[\\p{Ll},] )(?!I\\b)\\p{Lu}[\\p{L}-]+(?: \\p{Lu}[\\p{L}-]+){0,3}");

    private final String question;
    private final PersonalData personal;
    private final int variant;

    QuestionValues(String question, int variant) {
        this.question = question;
        this.personal = PersonalData.in(question);
        this.variant = variant;
    }

    /// All possible values in the question for a parameter of that name.
    List<String> candidates(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        PersonalData.Kind kind = PersonalData.Kind.named(name);
        if (kind != PersonalData.Kind.OTHER && !personal.of(kind).isEmpty()) {
            return personal.of(kind);
        }
        if (mentions(name, "date", "day", "when")) {
            return all(DATE, 0);
        }
        if (mentions(name, "city", "location", "place", "town", "country", "branch", "name")) {
            return all(CAPITALISED, 0);
        }
        if (mentions(name, "id", "number", "reference", "account", "order")) {
            return all(REFERENCE, 0);
        }
        return all(QUOTED, 1);
    }

    @Override
    public boolean wants(String name) {
        return !candidates(name).isEmpty();
    }

    @Override
    public String text(String name, String format) {
        List<String> candidates = candidates(name);
        return candidates.isEmpty() ? question : candidates.get(variant % candidates.size());
    }

    @Override
    public double number(String name, double least, double most) {
        List<String> numbers = all(NUMBER, 0);
        if (!numbers.isEmpty()) {
            return Double.parseDouble(numbers.get(variant % numbers.size()));
        }
        return Double.isFinite(least) ? least : 1;
    }

    @Override
    public boolean flag(String name) {
        return true;
    }

    @Override
    public int choose(String name, List<JsonNode> allowed) {
        List<String> asked = StemmedWords.stems(question);
        for (int i = 0; i < allowed.size(); i++) {
            List<String> words = StemmedWords.stems(allowed.get(i).asString("").replace('_', ' '));
            if (!words.isEmpty() && asked.containsAll(words)) {
                return i;
            }
        }
        return 0;
    }

    private List<String> all(Pattern pattern, int group) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(personal.rest());
        while (matcher.find()) {
            found.add(matcher.group(group));
        }
        return found;
    }

    private static boolean mentions(String name, String... parts) {
        for (String part : parts) {
            if (name.contains(part)) {
                return true;
            }
        }
        return false;
    }
}
