package io.plumbline.console.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One plain sentence for each event, by the table `console/event-sentences.txt`. A template names members of the event
/// in braces; a part in square brackets is left out if a member in it is absent. An action that is not in the table
/// gets
/// a sentence from its words.
public final class EventSentences {

    private static final Pattern OPTIONAL = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final Pattern MEMBER = Pattern.compile("\\{([A-Za-z.]+)}");
    private static final String ABSENT = "?";
    private static final int LONGEST = 120;

    private static final Map<String, String> TEMPLATES = read("/console/event-sentences.txt");

    private static final Map<String, String> DENIED = Map.of(
            "governance.user.signedIn", "A sign-in as {resource} was denied.",
            "gateway.call.blocked", "A guard blocked a call of {actor} on the route {resource}[ to {model}].",
            "registry.pointer.moveRefused", "{actor} was refused a stage for {resource}[: {problem}].",
            "governance.approval.decided", "{actor} rejected the request to {action} {subject}.",
            "governance.access.denied", "{actor} was refused {resource}[ ({count} times)].");

    private EventSentences() {}

    private static Map<String, String> read(String resource) {
        Map<String, String> templates = new LinkedHashMap<>();
        String table;
        try (InputStream in = Objects.requireNonNull(EventSentences.class.getResourceAsStream(resource), resource)) {
            table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        table.lines().forEach(line -> {
            int bar = line.indexOf(" | ");
            templates.put(line.substring(0, bar), line.substring(bar + 3));
        });
        return Map.copyOf(templates);
    }

    /// Returns all actions of the table, in alphabetical order.
    static List<String> actions() {
        return TEMPLATES.keySet().stream().sorted().toList();
    }

    /// Returns the words of an action: *call completed*.
    public static String words(String action) {
        String withoutService = action.substring(action.indexOf('.') + 1);
        return withoutService
                .replace('.', ' ')
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    /// Returns the sentence of an event.
    ///
    /// @param names of users and keys by id
    public static String of(AuditClient.Event event, Map<String, String> names) {
        String action = event.action();
        if (action == null) {
            return "This entry of the log is not an event.";
        }
        boolean denied = "DENIED".equals(event.outcome());
        String special = denied ? DENIED.get(action) : null;
        String template = special != null ? special : TEMPLATES.get(action);
        if (template == null) {
            template = "{actor}: " + words(action) + "[ {resource}].";
        }
        String sentence = fill(template, event, names);
        return denied && special == null ? sentence.replaceFirst("\\.$", " (denied).") : sentence;
    }

    private static String fill(String template, AuditClient.Event event, Map<String, String> names) {
        StringBuilder chosen = new StringBuilder();
        Matcher optional = OPTIONAL.matcher(template);
        while (optional.find()) {
            String part = members(optional.group(1), event, names);
            optional.appendReplacement(chosen, Matcher.quoteReplacement(part.contains(ABSENT) ? "" : part));
        }
        optional.appendTail(chosen);
        String text = members(chosen.toString(), event, names);
        return text;
    }

    private static String members(String text, AuditClient.Event event, Map<String, String> names) {
        return MEMBER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        Objects.requireNonNullElse(member(found.group(1), event, names), ABSENT)));
    }

    private static @Nullable String member(String name, AuditClient.Event event, Map<String, String> names) {
        AuditClient.Actor actor = event.actor();
        AuditClient.Resource resource = event.resource();
        Object value = attribute(event, name);
        return switch (name) {
            case "actor" -> actor == null ? null : names.getOrDefault(actor.id(), actor.id());
            case "resource" ->
                resource == null
                        ? null
                        : names.getOrDefault(resource.id(), resource.reference())
                                .replaceFirst("^key ", "");
            case "subject" -> subject(attribute(event, "resource"));
            case "requestedBy" -> value == null ? null : names.getOrDefault(value.toString(), value.toString());
            case "action" -> value == null ? null : verb(value.toString());
            case "decision" -> "APPROVE".equals(value) ? "approved" : "rejected";
            case "latencyMs" -> value instanceof Number number ? Long.toString(Math.round(number.doubleValue())) : null;
            case "changes" -> changes(value);
            case "stage" -> lower(attribute(event, "toStage"));
            case "riskTier", "severity", "state", "problem" -> lower(value);
            case "alias" -> {
                String pointer = text(attribute(event, "pointer"));
                yield "stage".equals(pointer) || "production".equals(pointer) ? null : pointer;
            }
            default -> value(value);
        };
    }

    private static @Nullable Object attribute(AuditClient.Event event, String name) {
        return event.attributes() == null ? null : event.attributes().get(name);
    }

    /// Returns a constant in words.
    private static @Nullable String lower(@Nullable Object constant) {
        return constant == null
                ? null
                : constant.toString().replace('_', ' ').replace('-', ' ').toLowerCase(Locale.ROOT);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /// Returns the verb of the action that an approval permits.
    private static String verb(String action) {
        String verb = action.substring(action.lastIndexOf('.') + 1);
        return "bless".equals(verb) ? "use" : verb;
    }

    /// Returns `TYPE:ID` in words, without digests.
    private static @Nullable String subject(@Nullable Object typed) {
        if (typed == null) {
            return null;
        }
        String text = typed.toString();
        int colon = text.indexOf(':');
        String type = colon < 0 ? "" : "the " + text.substring(0, colon).replace('-', ' ') + " ";
        String id = text.substring(colon + 1)
                .replaceAll(" ?sha256:[0-9a-f]+", "")
                .replaceAll("/?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "");
        return (type + id).strip();
    }

    private static @Nullable String changes(@Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            return null;
        }
        String all = list.stream()
                .filter(Map.class::isInstance)
                .map(change -> (Map<?, ?>) change)
                .filter(change -> change.get("place") != null)
                .map(change -> change.get("place").toString().replaceFirst("^/", "") + " from "
                        + orNothing(change.get("before")) + " to " + orNothing(change.get("after")))
                .collect(Collectors.joining(", "));
        return all.isEmpty() ? null : cut(all);
    }

    private static String orNothing(@Nullable Object value) {
        return Objects.requireNonNullElse(value(value), "nothing");
    }

    private static @Nullable String value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map
            when map.get("prompt") != null ->
                map.get("prompt") + at(map) + (map.get("model") == null ? "" : " on " + map.get("model"));
            case Map<?, ?> map when map.get("model") != null -> map.get("model") + at(map);
            case Map<?, ?> map when map.get("route") != null -> "the route " + map.get("route");
            case Map<?, ?> _ -> null;
            case List<?> list ->
                list.isEmpty() ? null : cut(list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
            default -> value.toString().isEmpty() ? null : cut(value.toString());
        };
    }

    private static String at(Map<?, ?> reference) {
        return reference.get("version") == null ? "" : "@" + reference.get("version");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
