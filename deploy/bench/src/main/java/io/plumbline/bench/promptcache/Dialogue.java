package io.plumbline.bench.promptcache;

import io.plumbline.bench.guard.People;
import io.plumbline.bench.guard.Prose;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A conversation of 2 to 40 turns with an application, generated from a seed: prose with personal data of the
/// same people in every other turn, images, and tools whose arguments and answers contain personal data too.
public final class Dialogue {

    private static final int FEWEST_TURNS = 2;
    private static final int MOST_TURNS = 40;
    private static final String CONTENT = "content";
    private static final String ROLE = "role";
    private static final String TYPE = "type";
    private static final String TEXT = "text";
    private static final String NAME = "name";

    private static final List<String> PROMPTS = List.of(
            "You answer customers of a retail bank, briefly and kindly. ",
            "You answer customers of a retail bank. Refer complaints to complaints@bank.example or +44 20 7946 0345. ",
            "You help the staff of a clinic with their letters. Sign as Dr. Helen Marsh, helen.marsh@clinic.example. ");

    private final Random random;
    private final boolean anthropic;
    private final int turns;
    private final boolean tools;
    private final String system;
    private final List<String> people = new ArrayList<>();

    /// @param anthropic selects Anthropic's API instead of OpenAI's
    public Dialogue(long seed, boolean anthropic) {
        this.random = new Random(seed);
        this.anthropic = anthropic;
        double draw = random.nextDouble();
        this.turns = FEWEST_TURNS + (int) ((MOST_TURNS - FEWEST_TURNS + 1) * draw * draw);
        this.tools = random.nextBoolean();
        String prompt = PROMPTS.get(random.nextInt(PROMPTS.size()));
        this.system = prompt + Prose.ofTokens(200 + 20 * prompt.length());
        for (int i = 0; i < 4; i++) {
            people.add(People.any(random));
        }
    }

    public int turns() {
        return turns;
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// The members of a request besides messages.
    public Map<String, Object> request(String route) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("model", route);
        if (tools) {
            Map<String, ?> schema = Map.of(TYPE, "object", "properties", Map.of("customer", Map.of(TYPE, "string")));
            String what = "Finds a customer. Questions go to directory@bank.example.";
            request.put(
                    "tools",
                    List.of(
                            anthropic
                                    ? Map.of(NAME, "find_customer", "description", what, "input_schema", schema)
                                    : Map.of(
                                            TYPE,
                                            "function",
                                            "function",
                                            Map.of(NAME, "find_customer", "description", what, "parameters", schema))));
        }
        if (anthropic) {
            request.put("max_tokens", 1_000);
            request.put("system", system);
        }
        return request;
    }

    /// The messages before the first turn.
    public List<Map<String, Object>> opening() {
        return anthropic ? List.of() : List.of(said("system", system));
    }

    /// The new messages of the next turn, before the model's answer.
    public List<Map<String, Object>> next(int turn) {
        String prose = Prose.texts(turn + 1, 120 + random.nextInt(400)).getLast();
        String text = turn % 2 == 0 ? prose + " It is about " + any(people) + "." : prose;
        List<Map<String, Object>> added = new ArrayList<>();
        added.add(random.nextInt(6) == 0 ? withImage(text) : said("user", text));
        if (tools && random.nextInt(3) == 0) {
            added.addAll(toolCall("call_" + turn, any(people)));
        }
        return added;
    }

    /// The model's answer, as the caller resends it.
    public Map<String, Object> answered(String text) {
        return said("assistant", text);
    }

    private static Map<String, Object> said(String role, Object content) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put(ROLE, role);
        message.put(CONTENT, content);
        return message;
    }

    private Map<String, Object> withImage(String text) {
        byte[] pixels = new byte[1_500 + random.nextInt(3_000)];
        random.nextBytes(pixels);
        pixels[0] = (byte) 0x89;
        pixels[1] = 'P';
        pixels[2] = 'N';
        pixels[3] = 'G';
        String data = Base64.getEncoder().encodeToString(pixels);
        Map<String, ?> image = anthropic
                ? Map.of(TYPE, "image", "source", Map.of(TYPE, "base64", "media_type", "image/png", "data", data))
                : Map.of(TYPE, "image_url", "image_url", Map.of("url", "data:image/png;base64," + data));
        return said("user", List.of(Map.of(TYPE, TEXT, TEXT, text), image));
    }

    private List<Map<String, Object>> toolCall(String id, String person) {
        String found = "{\"customer\": \"" + person + "\", \"since\": 2019}";
        if (anthropic) {
            return List.of(
                    said(
                            "assistant",
                            List.of(Map.of(
                                    TYPE,
                                    "tool_use",
                                    "id",
                                    id,
                                    NAME,
                                    "find_customer",
                                    "input",
                                    Map.of("customer", person)))),
                    said("user", List.of(Map.of(TYPE, "tool_result", "tool_use_id", id, CONTENT, found))));
        }
        Map<String, Object> call = said("assistant", "");
        call.put(
                "tool_calls",
                List.of(Map.of(
                        "id",
                        id,
                        TYPE,
                        "function",
                        "function",
                        Map.of(NAME, "find_customer", "arguments", "{\"customer\": \"" + person + "\"}"))));
        Map<String, Object> result = said("tool", found);
        result.put("tool_call_id", id);
        return List.of(call, result);
    }
}
