package io.plumbline.eval.agent;

import io.plumbline.eval.suite.document.AgentRule;
import io.plumbline.eval.suite.document.SuiteDocument;
import io.plumbline.eval.suite.document.ToolMock;
import io.plumbline.eval.toolcall.ExpectedCall;
import io.plumbline.eval.toolcall.ToolSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The part of a record that directs its conversation: `turns`, `tools`, `mocks` and `state`, joined with the suite's.
///
/// @param turns further turns of the user, in order
/// @param tools the suite's and the record's tools; of two with one name, the record's
/// @param mocks the record's, then the suite's
/// @param state at the start; null for none
public record RecordScript(
        List<String> turns,
        List<Map<String, Object>> tools,
        List<ToolMock> mocks,
        @Nullable JsonNode state) {

    /// The field of the user's further turns.
    public static final String TURNS = "turns";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_MOCKS = 200;
    private static final int MOST_TURNS = 50;

    /// The fields of records that direct a conversation.
    private static final List<String> FIELDS = List.of(TURNS, "tools", "mocks", "state");

    /// @param fields of the record
    /// @throws IllegalArgumentException if a field of the record is invalid; the message says which
    public static RecordScript of(SuiteDocument document, Map<String, Object> fields) {
        Object expected = fields.get("expectedCalls");
        if (expected != null) {
            ExpectedCall.list(expected);
        }
        AgentRule agent = document.agent();
        if (agent == null) {
            return new RecordScript(List.of(), tools(document, fields), List.of(), null);
        }
        List<ToolMock> mocks = new ArrayList<>(mocks(fields));
        mocks.addAll(agent.mocksOrNone());
        Object state = fields.containsKey("state") ? fields.get("state") : agent.state();
        return new RecordScript(
                turns(fields), tools(document, fields), mocks, state == null ? null : JSON.valueToTree(state));
    }

    /// Whether the fields of a record are valid.
    public static boolean isValid(SuiteDocument document, Map<String, Object> fields) {
        try {
            of(document, fields);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Returns all of a record that its conversation depends on, besides the messages.
    public static Map<String, Object> dependencies(Map<String, Object> fields) {
        Map<String, Object> script = new LinkedHashMap<>(fields);
        script.keySet().retainAll(FIELDS);
        return script;
    }

    private static List<String> turns(Map<String, Object> fields) {
        Object turns = fields.get(TURNS);
        if (turns == null) {
            return List.of();
        }
        if (turns instanceof List<?> list
                && list.size() <= MOST_TURNS
                && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException("turns must be a list of at most " + MOST_TURNS + " texts");
    }

    private static List<Map<String, Object>> tools(SuiteDocument document, Map<String, Object> fields) {
        Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
        document.toolsOrNone().forEach(tool -> byName.put(name(tool), tool));
        Object own = fields.get("tools");
        if (own instanceof List<?> list && list.size() <= SuiteDocument.MOST_TOOLS) {
            for (Object tool : list) {
                Map<String, Object> definition = definition(tool);
                byName.put(name(definition), definition);
            }
        } else if (own != null && (document.agent() != null || document.tools() != null)) {
            throw new IllegalArgumentException(
                    "tools must be a list of at most " + SuiteDocument.MOST_TOOLS + " tools");
        }
        return List.copyOf(byName.values());
    }

    private static Map<String, Object> definition(Object tool) {
        Map<String, Object> definition = new LinkedHashMap<>();
        if (tool instanceof Map<?, ?> members) {
            members.forEach((name, value) -> definition.put(String.valueOf(name), value));
        }
        if (!name(definition).matches(ToolMock.NAME)) {
            throw new IllegalArgumentException("tools must have names of 1 to 64 letters, digits, or any of _ . -");
        }
        return definition;
    }

    private static String name(Map<String, Object> tool) {
        return ToolSchema.of(JSON.valueToTree(tool)).name();
    }

    private static List<ToolMock> mocks(Map<String, Object> fields) {
        Object mocks = fields.get("mocks");
        if (mocks == null) {
            return List.of();
        }
        if (!(mocks instanceof List<?> list) || list.size() > MOST_MOCKS) {
            throw new IllegalArgumentException("mocks must be a list of at most " + MOST_MOCKS + " mocks");
        }
        List<ToolMock> read = new ArrayList<>();
        for (Object mock : list) {
            try {
                ToolMock made = JSON.convertValue(mock, ToolMock.class);
                MockedTools.check(made);
                read.add(made);
            } catch (JacksonException e) {
                throw new IllegalArgumentException("mocks must have a tool, and a result, read or error", e);
            }
        }
        return read;
    }
}
