package io.plumbline.bench.mix;

import io.plumbline.bench.guard.People;
import io.plumbline.bench.guard.Prose;
import io.plumbline.bench.utility.OrdinaryTexts;
import io.plumbline.bench.utility.OrdinaryTexts.OrdinaryText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/// An application's chat completions in a day, generated from a seed: their kinds, sizes and shares are the
/// resource `mix.txt`, which documents its format. Half of them are streamed. A conversation arrives turn by
/// turn, each call with the earlier turns, and a few dozen conversations of a kind run concurrently. The same
/// seed gives the same calls; no two calls are the same.
public final class GuardedMix {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int STREAMED_CHUNKS = 20;
    private static final int ANSWERS = 1_000;
    private static final double PERSONAL = 0.2;
    private static final int POOL = 150;
    private static final int AT_ONCE = 40;
    private static final int OF_A_LANGUAGE = 6;
    private static final int PROSE_LENGTH = 2_000;
    private static final String SYSTEM = "You answer the staff and the customers of a bank, briefly and kindly.";
    private static final List<String> QUESTIONS = List.of(
            "Please summarise what matters most here.",
            "Which of these entries look wrong, and why?",
            "What should we answer, in two short paragraphs?",
            "Explain this to somebody who has not seen it before.",
            "List the three most important points.");

    private final Random random;
    private final Map<String, List<String>> pools = new HashMap<>();
    private final List<List<String>> languages = new ArrayList<>();

    public GuardedMix(long seed) {
        this.random = new Random(seed);
        for (OrdinaryText text : OrdinaryTexts.of(seed, POOL)) {
            pools.computeIfAbsent(text.kind(), _ -> new ArrayList<>()).add(text.text());
        }
        pools.put("prose", Prose.texts(POOL, PROSE_LENGTH));
        List<String> sentences = lines("languages.txt");
        for (int i = 0; i < sentences.size(); i += OF_A_LANGUAGE) {
            languages.add(sentences.subList(i, i + OF_A_LANGUAGE));
        }
    }

    /// @param share of all calls, in percent
    /// @param sources of its texts, by the names of [OrdinaryTexts#KINDS] and two more
    public record Kind(String name, int share, Range turns, Range characters, List<String> sources) {}

    /// Both inclusive.
    public record Range(int least, int most) {

        private static Range of(String text) {
            int dash = text.indexOf('-');
            return new Range(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
        }

        private int any(Random random) {
            return random.nextInt(least, most + 1);
        }
    }

    /// The kinds of calls; their shares add up to 100 percent.
    public static List<Kind> kinds() {
        return lines("mix.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +", -1))
                .map(words -> new Kind(
                        words[0],
                        Integer.parseInt(words[1]),
                        Range.of(words[2]),
                        Range.of(words[3]),
                        List.of(words).subList(4, words.length)))
                .toList();
    }

    private static List<String> lines(String name) {
        try (InputStream in = Objects.requireNonNull(GuardedMix.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Calls of all kinds in proportion to their shares, in random order.
    ///
    /// @param route that is called
    /// @return JSON bodies
    public List<String> calls(String route, int count) {
        List<Kind> kinds = kinds();
        Map<String, Conversations> underWay = new HashMap<>();
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int draw = random.nextInt(100);
            int at = 0;
            while (draw >= kinds.get(at).share()) {
                draw -= kinds.get(at++).share();
            }
            Kind kind = kinds.get(at);
            calls.add(underWay.computeIfAbsent(kind.name(), _ -> new Conversations(kind, route))
                    .next());
        }
        return calls;
    }

    /// Calls of one kind.
    public List<String> calls(Kind kind, String route, int count) {
        Conversations conversations = new Conversations(kind, route);
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(conversations.next());
        }
        return calls;
    }

    /// Concurrent conversations of a kind.
    private final class Conversations {
        private final Kind kind;
        private final String route;
        private final List<Conversation> open = new ArrayList<>();

        private Conversations(Kind kind, String route) {
            this.kind = kind;
            this.route = route;
        }

        /// The next turn of one of them.
        private String next() {
            int at = random.nextInt(AT_ONCE);
            if (at >= open.size()) {
                at = open.size();
                open.add(new Conversation(kind));
            }
            Conversation conversation = open.get(at);
            String call = conversation.next(route);
            if (conversation.turnsLeft == 0) {
                open.remove(at);
            }
            return call;
        }
    }

    /// One conversation.
    private final class Conversation {
        private final Kind kind;
        private final boolean tools;
        private final List<String> language;
        private final boolean streamed = random.nextBoolean();
        private final List<Map<String, ?>> messages = new ArrayList<>();
        private int turnsLeft;
        private int turn;

        private Conversation(Kind kind) {
            this.kind = kind;
            this.tools = kind.name().equals("tools");
            this.language = any(languages);
            this.turnsLeft = kind.turns().any(random);
            messages.add(message("system", SYSTEM));
        }

        /// The call of the next turn, which is then answered.
        private String next(String route) {
            turnsLeft--;
            String text = kind.sources().contains("languages")
                    ? text(kind, language, "#" + random.nextInt(10_000, 100_000) + " ")
                    : text(kind, pool(any(kind.sources())), "");
            if (tools) {
                messages.add(message("user", any(QUESTIONS)));
                messages.addAll(toolCall("call_" + turn++, text));
            } else {
                messages.add(message("user", turnsLeft == 0 ? text + "\n\n" + any(QUESTIONS) : text));
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("model", route);
            body.put("messages", messages);
            body.put("stream", streamed);
            body.put("seed", 1_000 * random.nextInt(1, ANSWERS) + (streamed ? STREAMED_CHUNKS : 0));
            String call = JSON.writeValueAsString(body);
            messages.add(message("assistant", cut(any(pool("prose")), random.nextInt(80, 600))));
            return call;
        }
    }

    /// @param beginning distinguishes it from every other text where there are few to choose from
    private String text(Kind kind, List<String> pool, String beginning) {
        int length = kind.characters().any(random);
        StringBuilder text = new StringBuilder(length + PROSE_LENGTH).append(beginning);
        while (text.length() < length) {
            text.append(any(pool)).append(text.length() % 2 == 0 ? "\n" : " ");
        }
        String cut = cut(text.toString(), length);
        return random.nextDouble() < PERSONAL ? cut + " It is about " + People.any(random) + "." : cut;
    }

    /// Cuts after the last whole word.
    private static String cut(String text, int length) {
        int end = text.length() <= length ? text.length() : text.lastIndexOf(' ', length);
        return text.substring(0, end <= 0 ? Math.min(length, text.length()) : end);
    }

    private List<String> pool(String source) {
        return Objects.requireNonNull(pools.get(source), source);
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Map<String, ?> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    private static List<Map<String, ?>> toolCall(String id, String result) {
        Map<String, ?> function = Map.of("name", "look_up", "arguments", "{\"query\": \"latest\"}");
        return List.of(
                Map.of(
                        "role",
                        "assistant",
                        "content",
                        "",
                        "tool_calls",
                        List.of(Map.of("id", id, "type", "function", "function", function))),
                Map.of("role", "tool", "tool_call_id", id, "content", result));
    }
}
